"""Joint inspections: plan, team, notice, workpapers, report."""
