"""Contracts of a project, their changes, payments and milestones, and what these give to look at.

Its app stands above findings, which a prompt to look may become, and below inspections.
"""
