"""Consultation between meetings: one body asks others of a committee, each says where it stands."""
