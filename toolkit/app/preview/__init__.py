"""A site that is built page by page while it is looked at: what is asked for first, and after a change only what it changes.

export/      the build folder: Markdown, and the HTML to insert
html/        what MkDocs has built of it
site/        finished pages, and all else that is served
state.json   what is wrong with the content, and which pages are still to come
"""
