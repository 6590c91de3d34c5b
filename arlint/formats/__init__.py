"""Where the text is inside a file."""
