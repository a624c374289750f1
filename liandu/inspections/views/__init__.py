"""Pages about inspections: each reads the request, makes one call, and draws the answer."""
