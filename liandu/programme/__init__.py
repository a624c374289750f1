"""The annual programme: supervision projects from their proposal to what came of them."""
