"""Pages of tickets, instructions and the ladder."""
