"""The pages of weekly dispatch: the week, one sheet, one line."""
