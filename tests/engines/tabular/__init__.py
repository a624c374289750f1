"""The reader of messy lists, tried on lists made here with the mess that real ones have."""
