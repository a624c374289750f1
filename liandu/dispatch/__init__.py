"""Weekly dispatch: a sheet a week for each watched project, and the meeting about them."""
