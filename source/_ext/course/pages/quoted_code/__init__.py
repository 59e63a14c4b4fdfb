"""What a page does with the code that it quotes: links, programs, places in the script."""
