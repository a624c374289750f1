"""The policy oracle: the read rule told twice, compared over made-up worlds."""
