"""Running the site: copies and their restoring, upgrades, a doctor, health and figures."""
