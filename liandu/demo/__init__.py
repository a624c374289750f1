"""A believable, fictional federation and district committee to try everything on."""
