"""Page furniture: the kinds `line` and `block`, and what tells the lines of a page apart."""
