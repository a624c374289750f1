"""Pure algorithms: no Django, no database, usable as a library."""
