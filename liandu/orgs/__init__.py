"""Jurisdictions, bodies, people, the posts they hold and the roles that posts carry."""
