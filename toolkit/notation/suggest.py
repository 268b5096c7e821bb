"""What can go wrong in a notation, and what to write instead."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection

from lark import Token, UnexpectedCharacters, UnexpectedInput, UnexpectedToken

MOST_CHARACTERS = 600
"""Characters of one notation, white space apart; the longest in use has 455 with it."""
LEAST_METRES = dict.fromkeys(("@easy", "@steady", "@marathon", "@half", "@threshold", "@10k"), 100) | {
    "@5k": 50,
    "@3k": 50,
    "@mile": 20,
    "jog": 20,
    "float": 20,
    "walk": 10,
    "rest": 10,
}
"""Metres below which a distance is taken for minutes written with an m: nobody runs 45 m easily. Convention."""


class NotationError(ValueError):
    """What is wrong in a notation and what to write instead; `offset` counts characters from its start."""

    def __init__(self, message: str, offset: int) -> None:
        super().__init__(message)
        self.offset = offset


def without_brackets(token: Token) -> str | None:
    """What to write instead of repeats without brackets, where an amount is one: `4x400m`."""
    if not re.fullmatch(r"[0-9]+[x×].*", token):
        return None
    times, rest = re.split("[x×]", token, maxsplit=1)
    return f"what is repeated needs brackets, with its recovery inside: {times}x({rest or '400m'} @5k, 90s jog)."


def too_short(token: Token, what: str) -> str:
    """What to write instead of a distance that must be meant as minutes: both readings."""
    least = LEAST_METRES[what]
    match = re.fullmatch("([0-9]+)(?:[-–]([0-9]+))?m", token)
    if not match:
        return f"“{token}” is too short for {what}. Write {least}m and more, or a time such as 5min."
    longer = max(least, 10 * int(match[2] or match[1]))
    return f"“{token}” is metres, too few for {what}. Write {token}in for minutes, or {longer}m and more for metres."


_SAY_HOW_OFTEN = "say how often the bracket is repeated: 3x( … )."
_NOT_HERE = "does not belong here. Separate steps with commas: 10min jog, 5min walk."
_SPACES = frozenset(" \t\n\r\u00a0\u2007\u2009\u202f\u3000")
"""White space that people type or paste."""


def check_characters(text: str) -> None:
    """NotationError where a notation is empty or too long, or has a character that nobody sees or a digit that is not a plain one.

    A quoted note may hold any digits.
    """
    if not text.strip():
        raise NotationError("nothing is written here. Write steps such as 4x(1min @5k, 90s jog).", 0)
    if len("".join(text.split())) > MOST_CHARACTERS:
        message = f"this is longer than {MOST_CHARACTERS} characters. Write steps that come again as a repeat: 4x( … )."
        raise NotationError(message, 0)
    quoted = False
    for offset, character in enumerate(text):
        if not character.isprintable() and character not in _SPACES:
            raise NotationError(f"the character U+{ord(character):04X} is not allowed here. Delete it.", offset)
        quoted ^= character == '"'
        if not quoted and not character.isascii() and (digit := unicodedata.digit(character, None)) is not None:
            raise NotationError(f"“{character}” is not a plain digit. Write {digit}.", offset)


def explain_notation(error: UnexpectedInput, text: str) -> NotationError:
    """What the parser stumbled over, in words that say what to write instead."""
    if isinstance(error, UnexpectedCharacters):
        return _explain_character(text[error.pos_in_stream or 0], error.pos_in_stream or 0)
    if isinstance(error, UnexpectedToken):
        return _explain_token(error.token, error.expected, text, error.pos_in_stream or 0)
    return NotationError("this is not a notation. Write steps such as 4x(1min @5k, 90s jog).", 0)


def _explain_character(found: str, offset: int) -> NotationError:
    """What to write instead of a character that no word can begin with."""
    if found == '"':
        return NotationError('a quote is opened and never closed, or comes before its step. Write 4min @5k "calm".', offset)
    if found == "(":
        return NotationError(_SAY_HOW_OFTEN, offset)
    return NotationError(f"“{found}” {_NOT_HERE}", offset)


def _explain_token(token: Token, expected: Collection[str], text: str, offset: int) -> NotationError:
    """What to write instead of a word that the grammar does not expect: first what the step before it lacks."""
    if token.type == "$END":
        offset = len(text.rstrip())
        if "RPAR" in expected:
            return NotationError("a bracket is opened and never closed. Write “)” at its end.", offset)
    lacking = _explain_step(text[:offset], expected)
    if lacking:
        return lacking
    if token.type == "EFFORT":
        return NotationError(f"“{token}” needs an amount before it, as in 1min {token}.", offset)
    if token.type == "LPAR":
        return NotationError(_SAY_HOW_OFTEN, offset)
    if token.type == "RPAR":
        extra = "RPAR" not in expected and "AMOUNT" not in expected
        return NotationError("a bracket is closed but was never opened." if extra else "a step is missing before “)”.", offset)
    if "AMOUNT" in expected:
        return NotationError("a step is missing here. Write an amount and what to do in it: 90s jog.", offset)
    return NotationError(f"“{token}” {_NOT_HERE}", offset)


def _explain_step(before: str, expected: Collection[str]) -> NotationError | None:
    """What the last step of the text `before` a mistake lacks, if it is not complete."""
    step = re.split("[,(]", before)[-1].strip()
    if re.search(r"\beach$", step):
        return NotationError("say how many and what, as in 8 each ankle-rock.", len(before))
    if expected == {"UNTIL"}:
        message = f"“{step}” needs an amount before it, as in 10min {step}, or “until ready” after it."
        return NotationError(message, max(0, before.rstrip().rfind(step)))
    if "EACH" in expected:
        return NotationError(f"say what to do for {step}: {step} @easy, {step} jog or {step} walk.", len(before))
    return None
