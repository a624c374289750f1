"""Figures of the whole: what each counts, frozen, told in a bulletin, compared with other lists.

Its app stands above all records that are counted; the overview of the portal draws on it.
"""
