"""The notation: what it says, that writing and reading agree, and what it says of mistakes."""

from __future__ import annotations

from decimal import Decimal

import pytest
from generated_steps import nested
from hypothesis import example, given
from hypothesis import strategies as st
from speed import answered_within

from toolkit import notation
from toolkit.notation import Amount, NotationError, Repeat, Step, Steps, Unit, count_steps, mentioned, read_steps, write_steps


def amount(low: float | str, unit: Unit, high: float | str | None = None) -> Amount:
    return Amount(Decimal(str(low)), Decimal(str(high if high is not None else low)), unit)


def refusal(text: str) -> NotationError:
    """The error that a text is refused with."""
    with pytest.raises(NotationError) as caught:
        read_steps(text)
    return caught.value


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("10min jog", (Step("jog", amount(600, "s")),)),
        ("90s @5k", (Step("@5k", amount(90, "s")),)),
        ("1:30 @5k", (Step("@5k", amount(90, "s")),)),
        ("1:05:00 @easy", (Step("@easy", amount(3900, "s")),)),
        ("90:00 @easy", (Step("@easy", amount(5400, "s")),)),
        ("1h @easy", (Step("@easy", amount(3600, "s")),)),
        ("1.5h @easy", (Step("@easy", amount(5400, "s")),)),
        ("400m @mile", (Step("@mile", amount(400, "m")),)),
        ("1.2km @10k", (Step("@10k", amount("1.2", "km")),)),
        ("1mi @steady", (Step("@steady", amount(1, "mi")),)),
        ("60-90s walk", (Step("walk", amount(60, "s", 90)),)),
        ("1-2min walk", (Step("walk", amount(60, "s", 120)),)),
        ("1:00-1:30 walk", (Step("walk", amount(60, "s", 90)),)),
        ("60s–2min walk", (Step("walk", amount(60, "s", 120)),)),
        ("200-400m jog", (Step("jog", amount(200, "m", 400)),)),
        ("8-10 squat", (Step("squat", amount(8, "times", 10)),)),
        ("8 each ankle-rock", (Step("ankle-rock", amount(8, "times"), each=True),)),
        ("30s each plank", (Step("plank", amount(30, "s"), each=True),)),
        ("walk until ready", (Step("walk", until_ready=True),)),
        ("walk until ready 2-4min", (Step("walk", amount(120, "s", 240), until_ready=True),)),
        ('4min @5k " keep  calm "', (Step("@5k", amount(240, "s"), note="keep calm"),)),
        ('walk until ready 2min "shake (arm), run"', (Step("walk", amount(120, "s"), until_ready=True, note="shake (arm), run"),)),
        ("3x(1min @5k)", (Repeat(3, (Step("@5k", amount(60, "s")),)),)),
        ("3 × ( 1min @5k )", (Repeat(3, (Step("@5k", amount(60, "s")),)),)),
        ("2X(3x(1min @5k,1min jog),2min rest)",
         (Repeat(2, (Repeat(3, (Step("@5k", amount(60, "s")), Step("jog", amount(60, "s")))), Step("rest", amount(120, "s")))),)),
        ("5 x-jump", (Step("x-jump", amount(5, "times")),)),
        ("8 each-leg-hop", (Step("each-leg-hop", amount(8, "times")),)),
        ("8 until", (Step("until", amount(8, "times")),)),
    ],
)  # fmt: skip
def test_it_reads_what_a_coach_would_write(text: str, steps: Steps) -> None:
    assert read_steps(text) == steps


@pytest.mark.parametrize(
    ("text", "offset", "message"),
    [
        ("", 0, "nothing is written here"),
        ("  ", 0, "nothing is written here"),
        ("3x(1mins @5k, 90s jog)", 3, "“1mins” is not an amount. Write 90s, 3min, 1:30"),
        ("10min jog, 5mn walk", 11, "“5mn” is not an amount"),
        ("1:75 jog", 0, "“1:75” is not an amount"),
        ("1:60:00 jog", 0, "“1:60:00” is not an amount"),
        ("1.5.2km jog", 0, "“1.5.2km” is not an amount"),
        ("1:30min jog", 0, "“1:30min” is not an amount"),
        ("1.5 squat", 0, "“1.5” is not an amount"),
        ("1,5km jog", 1, "say what to do for 1"),
        ("0s jog", 0, "“0s” is zero"),
        ("0-90s jog", 0, "“0-90s” starts at zero"),
        ("90-60s jog", 0, "“90-60s” does not go from less to more"),
        ("60-60s jog", 0, "“60-60s” does not go from less to more"),
        ("60s-400m jog", 0, "“60s-400m” goes from one unit to another"),
        ("25h jog", 0, "“25h” is more than a day"),
        ("4 @5k", 0, "“4” has no unit. Write 4min, 4s or 4m."),
        ("10min jog, 90 walk", 11, "“90” has no unit. Write 90min, 90s or 90m."),
        ("walk until ready 3", 17, "“3” has no unit. Write 3min or 3s."),
        ("1min @800", 5, "there is no effort “@800”. Write one of: @easy"),
        ("1min @", 5, "there is no effort “@”"),
        ("4x400m @5k, 90s jog", 0, "what is repeated needs brackets, with its recovery inside: 4x(400m @5k, 90s jog)."),
        ("3x(1min @5k", 11, "a bracket is opened and never closed"),
        ("3x(1min @5k, 2x(1min jog", 24, "a bracket is opened and never closed"),
        ("3x(1min @5k, 90s jog))", 21, "a bracket is closed but was never opened"),
        ("3x(1min @5k,)", 12, "a step is missing before “)”"),
        ("3x()", 3, "a step is missing before “)”"),
        ("(1min @5k)", 0, "say how often the bracket is repeated"),
        ("10min jog, (1min @5k)", 11, "say how often the bracket is repeated"),
        ("0x(1min @5k)", 0, "“0x” is out of range. Write 1x to 99x."),
        ("100x(1min @5k)", 0, "“100x” is out of range. Write 1x to 99x."),
        ("2x(2x(2x(2x(1s jog))))", 0, "brackets are nested more than 3 deep"),
        ("1min", 4, "say what to do for 1min: 1min @easy, 1min jog or 1min walk."),
        ("1min, 2min jog", 4, "say what to do for 1min"),
        ("@5k", 0, "“@5k” needs an amount before it, as in 1min @5k."),
        ("10min jog, @5k", 11, "“@5k” needs an amount before it"),
        ("jog", 0, "“jog” needs an amount before it, as in 10min jog, or “until ready” after it."),
        ("10min jog, jog, 1min walk", 11, "“jog” needs an amount before it"),
        ("10min jog,", 10, "a step is missing here"),
        ("10min jog,,1min walk", 10, "a step is missing here"),
        (",10min jog", 0, "a step is missing here"),
        ("10min jog 5min walk", 10, "“5min” does not belong here. Separate steps with commas"),
        ("10min jog; 5min walk", 9, "“;” does not belong here. Separate steps with commas"),
        ("8 each", 6, "say how many and what, as in 8 each ankle-rock."),
        ("30s each jog", 9, "“each jog” is not a step: only an exercise has sides."),
        ("squat until ready", 0, "“squat” cannot last until ready. Write walk until ready."),
        ('4min @5k "calm', 9, "a quote is opened and never closed"),
        ('"calm" 4min @5k', 0, "a step is missing here"),
    ],
)
def test_a_mistake_is_said_at_its_character_and_in_plain_words(text: str, offset: int, message: str) -> None:
    caught = refusal(text)
    assert message in str(caught)
    assert caught.offset == offset


@pytest.mark.parametrize(
    ("steps", "text"),
    [
        ((Step("jog", amount(90, "s")),), "90s jog"),
        ((Step("jog", amount(119, "s")),), "119s jog"),
        ((Step("jog", amount(120, "s")),), "2min jog"),
        ((Step("jog", amount(330, "s")),), "5:30 jog"),
        ((Step("jog", amount(3930, "s")),), "65:30 jog"),
        ((Step("jog", amount(5400, "s")),), "90min jog"),
        ((Step("walk", amount(60, "s", 90)),), "60-90s walk"),
        ((Step("walk", amount(120, "s", 150)),), "2:00-2:30 walk"),
        ((Step("jog", amount("1.50", "km")),), "1.5km jog"),
        ((Repeat(2, (Step("squat", amount(8, "times")), Step("rest", amount(60, "s")))),), "2x(8 squat, 1min rest)"),
    ],
)
def test_it_writes_amounts_as_a_coach_would(steps: Steps, text: str) -> None:
    assert write_steps(steps) == text
    assert read_steps(text) == steps


@given(nested(3))
@example((Step("walk", amount(60, "s", 61), until_ready=True),))
@example((Step("walk", amount(119, "s", 121)),))
@example((Step("x", amount(8, "times")),))
@example((Step("@easy", amount(6001, "s")),))
def test_what_is_written_reads_back_as_the_same_steps(steps: Steps) -> None:
    assert read_steps(write_steps(steps)) == steps


@given(nested(2))
def test_every_step_knows_its_place_in_the_text(steps: Steps) -> None:
    text = write_steps(steps)
    for step in mentioned(read_steps(text)):
        assert text[step.offset :].startswith(step.what)


@given(nested(2))
def test_repeats_written_out_are_as_many_steps_as_they_say(steps: Steps) -> None:
    def count(items: Steps) -> int:
        return sum(item.times * count(item.steps) if isinstance(item, Repeat) else 1 for item in items)

    assert len(list(notation.unfold(steps))) == count_steps(steps) == count(steps)


WORDS = st.sampled_from(
    ["3x(", ")", "(", ",", "1min", "400m", "8", "0", "-", "@5k", "@", "jog", "walk", "until", "ready", "each", "ankle-rock",
     '"', '"calm"', " ", "\n", "×", "–", "1:30", ":", "99999999", ".", "x", "٣", "é", "\x00", "😀"]
)  # fmt: skip


def sound(text: str) -> None:
    """The text says steps that can be written, or a mistake that lies in the text."""
    steps: Steps = ()
    offset, message = 0, "."
    try:
        steps = read_steps(text)
    except NotationError as error:
        offset, message = error.offset, str(error)
    assert 0 <= offset <= len(text)
    assert message.endswith(".")
    assert not steps or read_steps(write_steps(steps)) == steps


@given(st.text(max_size=60))
def test_no_text_raises_anything_but_a_notation_error(text: str) -> None:
    sound(text)


@given(st.lists(WORDS, max_size=25).map("".join) | st.lists(WORDS, max_size=25).map(" ".join))
@example("٣min jog")
@example("٣x(1min jog)")
@example("1³min jog")
def test_no_heap_of_its_own_words_raises_anything_but_a_notation_error(text: str) -> None:
    sound(text)


def test_brackets_nested_a_thousand_deep_are_refused() -> None:
    with pytest.raises(NotationError, match="nested more than 3 deep"):
        read_steps("2x(" * 100 + "1min jog" + ")" * 100)


TOO_MANY = [
    ("99x(99x(99x(1s jog)))", 4, "these brackets are 9801 steps, written out; 1000 are the most. Repeat less often."),
    ("99x(11x(1s jog))", 0, "these brackets are 1089 steps"),
    ("99x(5x(1s jog)), 99x(6x(1s jog))", 0, "these are 1089 steps"),
    ("1s jog, " * 150, 0, "this is longer than 600 characters. Write steps that come again as a repeat: 4x( … )."),
    ("2x(" * 90_000, 0, "this is longer than 600 characters"),
    (f'1min jog "{"x" * 600}"', 0, "this is longer than 600 characters"),
    ("301km @easy", 0, "“301km” is more than 300 km"),
]


@pytest.mark.parametrize(("text", "offset", "message"), TOO_MANY, ids=[text[:12] for text, _, _ in TOO_MANY])
def test_too_much_is_refused_at_once_and_never_written_out(text: str, offset: int, message: str) -> None:
    read_steps("1min jog")  # the parser is there
    caught = answered_within(0.05, lambda: refusal(text))
    assert message in str(caught)
    assert caught.offset == offset


@pytest.mark.parametrize(
    ("text", "offset", "message"),
    [
        ("1min jog\u200b, 1min walk", 8, "the character U+200B is not allowed here. Delete it."),
        ("1\u00admin jog", 1, "the character U+00AD is not allowed here"),
        ('1min jog "a\u0007b"', 11, "the character U+0007 is not allowed here"),
        ("1min\x1cjog", 4, "the character U+001C is not allowed here"),
        ("\ufeff1min jog", 0, "the character U+FEFF is not allowed here"),
        ("６x(400m @5k)", 0, "“６” is not a plain digit. Write 6."),
        ("٦x(400m @5k)", 0, "“٦” is not a plain digit. Write 6."),
        ("6x(4٠0m @5k)", 4, "“٠” is not a plain digit. Write 0."),
        ("1³min jog", 1, "“³” is not a plain digit. Write 3."),
        ("05min jog", 0, "“05min” is not an amount"),
        ("1_0min jog", 0, "“1_0min” is not an amount"),
        ("+5min jog", 0, "“+” does not belong here"),
        ("1e1min jog", 0, "“1e1min” is not an amount"),
    ],
)
def test_a_character_that_misleads_is_refused_at_its_place(text: str, offset: int, message: str) -> None:
    caught = refusal(text)
    assert message in str(caught)
    assert caught.offset == offset


@pytest.mark.parametrize("space", ["\u00a0", "\u202f", "\u2009", "\u3000", "\t", "\n"])
def test_a_space_that_is_pasted_is_a_space(space: str) -> None:
    assert read_steps(f"3x({space}1min{space}@5k{space},{space}1min{space}jog)") == read_steps("3x(1min @5k, 1min jog)")


def test_a_note_may_hold_digits_of_any_script() -> None:
    assert read_steps('1min jog "400 m² on ٦"') == (Step("jog", amount(60, "s"), note="400 m² on ٦"),)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("45m @easy", "“45m” is metres, too few for @easy. Write 45min for minutes, or 450m and more for metres."),
        ("10m @threshold", "“10m” is metres, too few for @threshold. Write 10min for minutes, or 100m and more for metres."),
        ("90m @10k", "Write 90min for minutes, or 900m and more for metres."),
        ("30-40m @steady", "Write 30-40min for minutes, or 400m and more for metres."),
        ("0.05km @easy", "“0.05km” is too short for @easy. Write 100m and more, or a time such as 5min."),
        ("3m @5k", "Write 3min for minutes, or 50m and more for metres."),
        ("3x(4min @5k, 2m jog)", "Write 2min for minutes, or 20m and more for metres."),
    ],
)
def test_metres_that_must_be_minutes_are_answered_with_both(text: str, message: str) -> None:
    with pytest.raises(NotationError) as caught:
        read_steps(text)
    assert message in str(caught.value)


@pytest.mark.parametrize("text", ["100m @easy", "20m @sprint", "20m @stride", "50m @mile", "60m jog", "10m walk", "20m a-march"])
def test_a_short_distance_that_can_be_meant_is_read(text: str) -> None:
    assert read_steps(text)


@pytest.mark.parametrize(("text", "seconds"), [("95min", 5700), ("1:35:00", 5700), ("0min", 0), ("0", 0), ("90s", 90)])
def test_a_time_by_itself_reads_as_seconds(text: str, seconds: int) -> None:
    assert notation.read_amount(text) == amount(seconds, "s")


def test_a_range_counts_at_its_middle_and_a_mile_has_its_metres() -> None:
    assert amount(60, "s", 90).middle == 75
    assert amount(1, "mi", 2).metres == Decimal("2414.016")
    assert amount(60, "s").metres is None


@pytest.mark.parametrize(("text", "role"), [("1min @5k", "work"), ("1min jog", "recovery"), ("8 squat", "exercise")])
def test_a_step_knows_its_role(text: str, role: str) -> None:
    (step,) = mentioned(read_steps(text))
    assert step.role == role
