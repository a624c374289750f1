"""Who may see what: labels, grants, teams, recusal walls, emergency access."""
