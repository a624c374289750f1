"""Official papers: drawn up from records, approved, numbered, issued, signed for."""
