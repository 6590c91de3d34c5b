"""Pure functions over strings: classes of characters, views, words, spans."""
