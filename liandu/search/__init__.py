"""Finding records by words: the index, the page, the palette, and what was opened lately."""
