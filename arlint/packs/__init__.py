"""From data to rules: the format of packs, loading them, one module for each kind of rule."""
