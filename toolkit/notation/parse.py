"""`6x(400m @5k, 2min jog)` to steps: the one notation for runs, circuits and warm-ups.

Steps are separated by commas. A step is an amount and what to do in it: an effort (`1min @5k`), a movement (`90s jog`) or an
exercise (`8 each ankle-rock`), with a quoted note if need be. `Nx( … )` repeats; the brackets are always required, since
`4x400m @5k, 90s jog` would leave open whether the jog is repeated.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from typing import cast

from lark import Lark, Token, Transformer, UnexpectedInput, v_args

from toolkit.notation.steps import EFFORTS, METRES, MOVEMENTS, Amount, Repeat, Step, Steps, Unit, count_steps
from toolkit.notation.suggest import LEAST_METRES, NotationError, check_characters, explain_notation, too_short, without_brackets

MOST_REPEATS = 99
MOST_DEPTH = 3
MOST_SECONDS = 24 * 3600
MOST_METRES = 300_000
MOST_STEPS = 1000
"""Steps of one notation with its repeats written out; the most in use are 82."""
_GRAMMAR = r"""
steps: _item ("," _item)*
_item: repeat | step
repeat: TIMES "(" steps ")"
step: AMOUNT (NAME | EFFORT) NOTE?        -> plain
    | AMOUNT EACH NAME NOTE?              -> each
    | NAME UNTIL READY AMOUNT? NOTE?      -> until_ready

TIMES.3: /[0-9]+\s*[xX×](?=\s*\()/
EACH.2: /each(?![\w-])/
UNTIL.2: /until(?![\w-])/
READY.2: /ready(?![\w-])/
AMOUNT: /[0-9][^\s,;()"@]*/
EFFORT: /@[^\s,;()"]*/
NAME: /[^\W\d][\w-]*/
NOTE: /"[^"]*"/
%ignore /\s+/
"""

_AMOUNT = re.compile(r"(?P<low>[0-9.:]+)(?P<low_unit>[a-z]*)(?:[-–](?P<high>[0-9.:]+)(?P<high_unit>[a-z]*))?")
_NUMBER = re.compile(r"(?:0|[1-9][0-9]{0,5})(?:\.[0-9]{1,3})?")
_CLOCK = re.compile(r"(?:([0-9]{1,2}):)?([0-9]{1,2}):([0-9]{2})")
_SECONDS = {"s": 1, "min": 60, "h": 3600}
_EXAMPLES = "Write 90s, 3min, 1:30, 400m, 1km or a count such as 8"


def _amount(token: Token) -> Amount:
    """The amount that a word such as `60-90s` says."""
    if message := without_brackets(token):
        raise NotationError(message, token.start_pos or 0)
    match = _AMOUNT.fullmatch(token)
    if not match:
        raise NotationError(f"“{token}” is not an amount. {_EXAMPLES}.", token.start_pos or 0)
    low, low_unit, high, high_unit = match.group("low", "low_unit", "high", "high_unit")
    first = _quantity(low, low_unit or high_unit or "", token)
    last = _quantity(high, high_unit or "", token) if high else first
    if first[1] != last[1]:
        raise NotationError(f"“{token}” goes from one unit to another. Write both ends in one.", token.start_pos or 0)
    if last[0] <= 0 or last[0] < first[0] or (high and last[0] == first[0]):
        wrong = "is zero" if last[0] <= 0 else "does not go from less to more"
        raise NotationError(f"“{token}” {wrong}. {_EXAMPLES}, or a range such as 60-90s.", token.start_pos or 0)
    if first[0] <= 0:
        raise NotationError(f"“{token}” starts at zero. Write a range such as 60-90s.", token.start_pos or 0)
    if last[1] == "s" and last[0] > MOST_SECONDS:
        raise NotationError(f"“{token}” is more than a day.", token.start_pos or 0)
    if last[1] in METRES and last[0] * METRES[last[1]] > MOST_METRES:
        raise NotationError(f"“{token}” is more than {MOST_METRES // 1000} km.", token.start_pos or 0)
    return Amount(first[0], last[0], last[1])


def read_amount(text: str) -> Amount:
    """The amount that a text such as `95min` says by itself; `0min` is allowed here. NotationError where it says none."""
    if re.fullmatch(r"0(s|min|h)?", text):
        return Amount(Decimal(0), Decimal(0), "s")
    return _amount(Token("AMOUNT", text, start_pos=0))


def _quantity(number: str, unit: str, token: Token) -> tuple[Decimal, Unit]:
    clock = _CLOCK.fullmatch(number)
    if clock and not unit:
        hours, minutes, seconds = (int(part or 0) for part in clock.groups())
        if seconds < 60 and (minutes < 60 or not clock[1]):
            return Decimal(hours * 3600 + minutes * 60 + seconds), "s"
    elif _NUMBER.fullmatch(number):
        if unit in _SECONDS:
            return Decimal(number) * _SECONDS[unit], "s"
        if unit in METRES:
            return Decimal(number), cast(Unit, unit)
        if not unit and "." not in number:
            return Decimal(number), "times"
    raise NotationError(f"“{token}” is not an amount. {_EXAMPLES}.", token.start_pos or 0)


@v_args(inline=True)
class _ToSteps(Transformer[Token, Steps]):
    """Builds steps while the parser reads."""

    def steps(self, *items: Step | Repeat) -> Steps:
        return items

    def repeat(self, times: Token, steps: Steps) -> Repeat:
        number = int(times.rstrip("xX× \t\n"))
        if not 1 <= number <= MOST_REPEATS:
            raise NotationError(f"“{number}x” is out of range. Write 1x to {MOST_REPEATS}x.", times.start_pos or 0)
        if _depth(steps) >= MOST_DEPTH:
            raise NotationError(f"brackets are nested more than {MOST_DEPTH} deep. Use fewer levels.", times.start_pos or 0)
        if (many := number * count_steps(steps)) > MOST_STEPS:
            message = f"these brackets are {many} steps, written out; {MOST_STEPS} are the most. Repeat less often."
            raise NotationError(message, times.start_pos or 0)
        return Repeat(number, steps)

    def plain(self, amount: Token, what: Token, note: Token | None = None) -> Step:
        if what.type == "EFFORT" and what[1:] not in EFFORTS:
            known = ", ".join(f"@{effort}" for effort in EFFORTS)
            raise NotationError(f"there is no effort “{what}”. Write one of: {known}.", what.start_pos or 0)
        read = _amount(amount)
        if read.unit == "times" and (what.type == "EFFORT" or what in MOVEMENTS):
            message = f"“{amount}” has no unit. Write {amount}min, {amount}s or {amount}m."
            raise NotationError(message, amount.start_pos or 0)
        if read.unit in METRES and read.high * METRES[read.unit] < LEAST_METRES.get(what, 0):
            raise NotationError(too_short(amount, str(what)), amount.start_pos or 0)
        return Step(str(what), read, note=_note(note), offset=what.start_pos or 0)

    def each(self, amount: Token, _: Token, what: Token, note: Token | None = None) -> Step:
        if what in MOVEMENTS:
            raise NotationError(f"“each {what}” is not a step: only an exercise has sides.", what.start_pos or 0)
        return Step(str(what), _amount(amount), each=True, note=_note(note), offset=what.start_pos or 0)

    def until_ready(self, what: Token, _until: Token, _ready: Token, *rest: Token) -> Step:
        if what not in MOVEMENTS:
            raise NotationError(f"“{what}” cannot last until ready. Write walk until ready.", what.start_pos or 0)
        amount, note = None, None
        for token in rest:
            if token.type == "AMOUNT":
                amount = _amount(token)
                if amount.unit == "times":
                    raise NotationError(f"“{token}” has no unit. Write {token}min or {token}s.", token.start_pos or 0)
            else:
                note = token
        return Step(str(what), amount, until_ready=True, note=_note(note), offset=what.start_pos or 0)


def _note(token: Token | None) -> str:
    return " ".join(token[1:-1].split()) if token else ""


def _depth(steps: Steps) -> int:
    """How many brackets are inside one another: at most MOST_DEPTH, since deeper ones are refused as they are read."""
    return max((1 + _depth(item.steps) for item in steps if isinstance(item, Repeat)), default=0)


@cache
def _parser() -> Lark:
    return Lark(_GRAMMAR, start="steps", parser="lalr", lexer="contextual", transformer=_ToSteps())


@cache
def read_steps(text: str) -> Steps:
    """The steps that a notation says; NotationError where it says none."""
    check_characters(text)
    try:
        steps = cast(Steps, _parser().parse(text))
    except UnexpectedInput as error:
        raise explain_notation(error, text) from None
    if (many := count_steps(steps)) > MOST_STEPS:
        raise NotationError(f"these are {many} steps, written out; {MOST_STEPS} are the most. Repeat less often.", 0)
    return steps
