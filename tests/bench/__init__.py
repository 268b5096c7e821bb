"""The benchmark behind `make bench`: what check, pages, feeds, the site and `make serve` cost, and how that grows with content."""
