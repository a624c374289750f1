"""Pages of what people are told, and of the work done in the background."""
