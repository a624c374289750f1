"""PostgreSQL as Django knows it, told for whom it is asked where the second wall stands."""
