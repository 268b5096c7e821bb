"""The guide: every chapter answers, cites and leads on, and what it says of the data is the data's."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

import pytest
import yaml
from project import ROOT

from toolkit.build import Build, Edition
from toolkit.library import Library, load
from toolkit.prose import BLOCKS, FOLDERS, Chapter, Link, Value

EDITION = Edition("https://lasting-speed.example/", datetime(2026, 11, 20, tzinfo=UTC), date(2026, 11, 22))
FOUND, _ = load(ROOT)
CHAPTERS = {path: chapter for path, chapter in (FOUND.chapters if FOUND else {}).items() if path != "guide/index.md"}
NEXT = "## What to do next\n"
CLAIMS = 15
"""Popular claims that “Things you will hear” takes one by one."""

every_chapter = pytest.mark.parametrize("chapter", CHAPTERS.values(), ids=lambda chapter: chapter.path)


def body(chapter: Chapter) -> str:
    return chapter.text.split("\n---\n", 1)[1].strip()


def values(chapter: Chapter) -> list[Value]:
    return [part for part in chapter.parts if isinstance(part, Value)]


@every_chapter
def test_a_chapter_has_a_description_and_begins_with_its_answer(chapter: Chapter) -> None:
    front = yaml.safe_load(chapter.text.split("---\n")[1])
    assert 40 < len(front["description"]) <= 170
    title, answer = body(chapter).split("\n\n")[:2]
    assert title.startswith("# ")
    assert re.match(r"[A-Z“]", answer)
    assert len(answer.split()) < 60


@every_chapter
def test_a_chapter_ends_in_what_to_do_next_and_leads_on(chapter: Chapter) -> None:
    """To a session, an exercise, a plan or another page."""
    before, _, after = chapter.text.partition(NEXT)
    assert before
    assert "\n## " not in after
    assert 2 <= after.count("\n- ") <= 4
    assert len(re.findall(r"\]\(|\{(?:session|exercise|plan|assessment|habit|season) ", after)) >= 2
    things = [value for value in values(chapter) if value.name.text in FOLDERS.values()]
    assert things or any(isinstance(part, Link) for part in chapter.parts), "no session, exercise or plan is named"


@every_chapter
def test_paragraphs_are_short_enough_for_a_phone(chapter: Chapter) -> None:
    long = [block for block in body(chapter).split("\n\n") if not block.startswith("|") and len(block.split()) > 110]
    assert [block for block in long if "\n- " not in block and "\n1. " not in block and not block.startswith(("- ", "1. "))] == []


@every_chapter
def test_every_temperature_and_distance_by_road_is_there_in_both_measures(chapter: Chapter) -> None:
    text = re.sub(r"\{[^}]*\}", "", chapter.text)
    assert re.findall(r"\d °C(?! \()", text) == []
    assert re.findall(r"\d (?:kg|lbs?|pounds)\b", text) == []


def test_every_chapter_is_in_the_navigation_and_in_the_contents() -> None:
    navigation = (ROOT / "mkdocs.yml").read_text("utf-8")
    contents = (ROOT / "docs/guide/index.md").read_text("utf-8")
    for path in CHAPTERS:
        assert re.search(rf" {re.escape(path)}$", navigation, re.MULTILINE), path
        assert f"]({path.removeprefix('guide/')})" in contents, path


def test_every_source_is_used_or_listed_as_further_reading(real: Library) -> None:
    page = next(output.content.decode() for output in Build(real, EDITION).pages() if output.path == "guide/sources.md")
    cited, further = (
        re.findall(r"^### .* \{ #([\w-]+) \}$", part, re.MULTILINE) for part in page.partition("## Further reading")[::2]
    )
    assert sorted([*cited, *further]) == sorted(name.replace("_", "-") for name in real.sources)
    assert {name.replace("_", "-") for chapter in CHAPTERS.values() for name in chapter.cited} <= set(cited)
    assert "roberts-2015" in cited


def test_things_you_will_hear_takes_fifteen_claims_each_with_a_verdict_and_its_evidence() -> None:
    chapter = CHAPTERS["guide/things-you-will-hear.md"]
    *claims, _ = re.split(r"^## ", body(chapter), flags=re.MULTILINE)[1:]
    assert len(claims) == CLAIMS
    for claim in claims:
        heading, said = claim.split("\n", 1)
        assert re.fullmatch(r"“.*” \{ #[a-z0-9-]+ \}", heading)
        assert said.strip().startswith("**")
        assert re.search(r"\[(?:strong|moderate|weak|convention)[^]]*@", said), heading


def test_pictures_weeks_and_tables_are_used(real: Library) -> None:
    """So that every form of value is seen on a page."""
    used = {value.name.text for chapter in real.chapters.values() for value in values(chapter)}
    assert set(BLOCKS) - used == set()


def test_the_medical_note_stands_where_it_is_needed() -> None:
    for path in ("before-you-start", "pain", "readiness", "racing"):
        chapter = CHAPTERS[f"guide/{path}.md"]
        assert any([word.text for word in value.words] == ["emergency"] for value in values(chapter)), path
    for path in ("before-you-start", "pain", "readiness", "energy-bones-menopause", "joints/hip", "joints/foot"):
        chapter = CHAPTERS[f"guide/{path}.md"]
        assert any([word.text for word in value.words] == ["bone"] for value in values(chapter)), path


def test_the_traffic_light_of_the_chapter_on_pain_is_that_of_every_session_page(real: Library) -> None:
    """The numbers stand in sentences of readiness.yaml, so they cannot be taken from there one by one."""
    rows = re.findall(r"^\| \*\*(.*?)\*\* \| (\w+) \|", CHAPTERS["guide/pain.md"].text, re.MULTILINE)
    assert [colour for _, colour in rows] == ["go", "modify", "stop"]
    (go, _), (modify, _), (stop, _) = rows
    assert f"at most {go.rpartition(' ')[2]} of 10" in real.readiness.green
    assert f"An ache of {modify} of 10" in real.readiness.sore
    assert stop.split(",")[0] in real.readiness.red
    assert "a limp" in stop
    assert "a limp" in real.readiness.red
    assert re.findall(r"\d–\d|above \d", real.readiness.pain) == [go.replace(" to ", "–"), modify.replace(" to ", "–"), "above 5"]


REJECTED = {
    r"cortisol": {"docs/guide/things-you-will-hear.md"},
    r"\b(?:drink|hydrat)\w*[^.]*cartilage": {"docs/guide/things-you-will-hear.md", "templates/habits/drinking-enough.yaml"},
    r"\b(?:massage|rolling|fascia)\w*[^.]*\b(?:circulation|blood|lactic|toxins?)\b": {"docs/guide/things-you-will-hear.md"},
}
"""What claims that nothing supports sound like, and the files that take them up to say so."""


@pytest.mark.parametrize("claim", REJECTED)
def test_a_rejected_claim_stands_only_where_it_is_taken_up(claim: str) -> None:
    files = [*(ROOT / "docs/guide").rglob("*.md"), *(ROOT / "templates").rglob("*.yaml")]
    found = {file.relative_to(ROOT).as_posix() for file in files if re.search(claim, file.read_text("utf-8"), re.IGNORECASE)}
    assert found - {"templates/sources.yaml"} == REJECTED[claim]
