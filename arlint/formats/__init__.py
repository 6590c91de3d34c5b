"""Where the text is inside a file, and how a changed text is written back."""
