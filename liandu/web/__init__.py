"""The interface every capability uses: shell, lists, forms, parts of pages. No business in here."""
