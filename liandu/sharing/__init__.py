"""Information shared with named bodies or with the members of a committee, and signed for."""
