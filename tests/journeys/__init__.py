"""Journeys: people at real browsers, on the site as it is served."""
