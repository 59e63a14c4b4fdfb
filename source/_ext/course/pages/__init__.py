"""What is around a chapter's text: facts, links, sidebar, search, front page, downloads."""
