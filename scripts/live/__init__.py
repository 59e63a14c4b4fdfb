"""``make live``: what one saves is shown in the browser."""
