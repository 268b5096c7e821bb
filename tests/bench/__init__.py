"""The benchmark behind `make bench`: the time of check, pages, feeds, the site and `make serve`, and how it grows with content."""
