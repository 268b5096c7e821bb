"""What the YAML parser finds, in words that say what to write instead."""

from __future__ import annotations

UNCLOSED = ("while parsing a flow", "while scanning a quoted scalar", "while scanning a simple key")
"""Where the parser was when it found that something is not closed: where that began says more than where it was found."""
_EXPLAINED = {
    "expected alphabetic or numeric character": "“*” and “&” mean something at the start of a value. Put the text in quotes.",
    "mapping values are not allowed": "a second “:” on this line. Put text that holds a colon in quotes, or start a new line.",
    "did not find expected key": "this does not line up with the lines above. Check indentation, quotes and brackets.",
    "did not find expected '-' indicator": "this does not line up with the list above. Start it with “- ” at the same column.",
    "did not find expected ',' or ']'": "a list in brackets is not closed. Write “]” at its end, and commas between its parts.",
    "did not find expected ',' or '}'": "fields in braces are not closed. Write “}” at their end, and commas between them.",
    "did not find expected node content": "a value is missing here.",
    "could not find expected ':'": "a “:” is missing after the name of a field.",
    "found unexpected end of stream": "a quote is opened and never closed.",
    "found unknown escape character": "a backslash in double quotes starts an escape. Use single quotes, or no backslash.",
    "unexpected end of stream": "the file ends in the middle of something. Check quotes and brackets.",
}


def explain_yaml(problem: str, source: str, column: int) -> str:
    """What the YAML parser found, in words that say what to write instead."""
    if "\t" in source[: max(column, 1)]:
        return "there is a tab in the indentation. Indent with spaces, two for each level."
    if "cannot start any token" in problem:
        return f"“{source[column - 1 : column] or '?'}” cannot start a value. Put the text in quotes."
    for words, advice in _EXPLAINED.items():
        if words in problem:
            return advice
    return f"this is not YAML ({problem}). Check the indentation, the quotes and the brackets."
