"""The kinds of page: what each shows, as a frozen value, and the pages of that kind."""
