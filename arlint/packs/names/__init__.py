"""Names and their spellings: the kind `variants`."""
