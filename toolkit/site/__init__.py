"""Pages of the site: values in, Markdown and HTML out. Nothing here reads files or the clock."""
