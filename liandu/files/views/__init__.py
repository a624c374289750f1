"""Pages of files: each reads the request, makes one call, and draws the answer."""
