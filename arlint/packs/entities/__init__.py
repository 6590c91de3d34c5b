"""Names that a machine mistranslated: the kind `entity`."""
