"""Meetings of committees: topics, agenda, attendance, votes, minutes, resolutions to their end."""
