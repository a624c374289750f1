"""Pages about who may know of a record."""
