"""The specification of extraction: sentences marked by hand in ``tests/cases`` (its README explains the marks)."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import regex

from quotes import extract
from quotes.extract import reprinted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from quotes.model import Extraction, Quote

CASES = Path(__file__).parent / "cases"
SIGNS = {"¶": "\n\n", "↵": "\n", "⍽": "\u00a0", "⎵": "\u202f", "˽": "\u2009"}
MARK = regex.compile(r"\{(?P<tag>again|doubt|when|via|[qscrx])(?P<numbers>\d*) (?:(?P<code>[a-z_]+): )?|\}")
WANTED = regex.compile(r"(?P<names>[^\[]*)(?:\[(?P<more>[^]]*)\])?")
FIELDS = {"s": "mention", "c": "cue", "r": "role", "when": "said_on_at", "via": "via"}

Place = tuple[int, int, str]  # start, end, and the words, so that a failure can be read


@dataclass
class Case:
    """One sentence without its marks, and what they say. ``quotes`` hold only what is to be checked."""

    name: str
    lang: str
    text: str
    published: str | None = None
    fails: bool = False
    quotes: list[dict[str, object]] = field(default_factory=list)
    asides: list[tuple[Place, str]] = field(default_factory=list)
    doubts: list[tuple[Place, str]] = field(default_factory=list)


def read_case(line: str, name: str = "", lang: str = "fr") -> Case:
    """Strip the marks off a case, and note the places of what they mark."""
    fails = line.startswith("!")
    line = line.removeprefix("!").strip()
    for sign, stands_for in SIGNS.items():
        line = line.replace(sign, stands_for)
    marked, _, wanted = (part.strip(" ") for part in line.partition("=>"))
    published = regex.match(r"\[([\d-]+)\] ", marked)
    if published:
        marked = marked[published.end() :]
    text, marks = strip_marks(marked)
    case = Case(name, lang, text, published[1] if published else None, fails)
    case.quotes = _quotes(marks)
    case.asides = [(place, code) for tag, _, code, place in marks if tag == "x"]
    case.doubts = [(place, code) for tag, _, code, place in marks if tag == "doubt"]
    for number, quote in enumerate(case.quotes):
        each = wanted.split(";") if wanted else []
        _want(quote, each[number].strip() if number < len(each) else "", line)
    return case


def strip_marks(marked: str) -> tuple[str, list[tuple[str, str, str, Place]]]:
    """Give the text without marks, and (tag, numbers, code, place) of each mark, in the order of their starts."""
    text, marks, open_at, last = "", list[tuple[str, str, str, int, int]](), list[int](), 0
    for match in MARK.finditer(marked):
        text += marked[last : match.start()]
        last = match.end()
        if match["tag"]:
            open_at.append(len(marks))
            marks.append((match["tag"], match["numbers"], match["code"] or "", len(text), -1))
        elif open_at:
            at = open_at.pop()
            marks[at] = (*marks[at][:4], len(text))
    text += marked[last:]
    if open_at or "{" in text or marked.count("{") != marked.count("}"):
        raise ValueError(f"a mark that is not one, or not closed: {marked}")
    return text, [(tag, numbers, code, (a, b, text[a:b])) for tag, numbers, code, a, b in marks]


def _quotes(marks: list[tuple[str, str, str, Place]]) -> list[dict[str, object]]:
    """Gather the marks by the quote they belong to: all of them where a mark has no number."""
    passages: dict[int, list[Place]] = {}
    for tag, numbers, _, place in marks:
        if tag == "q":
            passages.setdefault(int(numbers) if numbers else len(passages) + 1, []).append(place)
    quotes: dict[int, dict[str, object]] = {number: {"passages": passages[number]} for number in sorted(passages)}
    for tag, numbers, _, place in marks:
        for number in [int(n) for n in numbers] or quotes:
            if tag in FIELDS:
                quotes[number][FIELDS[tag]] = place
            elif tag == "again":
                printed = quotes[number].setdefault("repeats", [])
                assert isinstance(printed, list)
                printed.append([place])
    return list(quotes.values())


def _want(quote: dict[str, object], wanted: str, line: str) -> None:
    """Add what stands after the arrow: names that will do, then status, kind and day in brackets."""
    match = WANTED.fullmatch(wanted)
    mention = quote.get("mention")
    if match is None or not (wanted or mention):
        raise ValueError(f"who speaks? {line}")
    names = match["names"].strip()
    if names != "*":
        default = mention[2] if isinstance(mention, tuple) else ""
        quote["speaker"] = [None if n.strip() == "null" else n.strip() for n in (names or default).split("|")]
    for word in (match["more"] or "").split(","):
        if word.strip() in {"direct", "partial"}:
            quote["kind"] = word.strip()
        elif word.strip().startswith("on "):
            day = word.strip().removeprefix("on ")
            quote["said_on"] = None if day == "null" else day
        elif word.strip() == "no via":
            quote["via"] = None
        elif word.strip():
            quote["status"] = word.strip()


def what_was_found(extraction: Extraction, case: Case) -> list[dict[str, object]]:
    """Describe the quotes found as those of the case are, with the same fields of each."""
    found = list[dict[str, object]]()
    for number, quote in enumerate(extraction.quotes):
        wanted = case.quotes[number] if number < len(case.quotes) else {"speaker": []}
        found.append({field: _found(quote, field, wanted) for field in ("passages", *wanted) if field})
    return found


def _found(quote: Quote, field: str, wanted: dict[str, object]) -> object:
    text = quote.source
    if field == "passages":
        return [(p.start, p.end, p.of(text)) for p in quote.passages]
    if field == "repeats":
        return [[(p.start, p.end, p.of(text)) for p in printed] for printed in quote.repeats]
    if field == "speaker":
        names = wanted["speaker"]
        assert isinstance(names, list)
        return names if _first_low(quote.speaker) in [_first_low(name) for name in names] else [quote.speaker]
    if field in {"kind", "status", "said_on"}:
        return getattr(quote, field)
    place = getattr(quote, {"said_on_at": field}.get(field, f"{field}_at"))
    return place and (place.start, place.end, place.of(text))


def _first_low(name: str | None) -> str | None:
    """A function starts with a capital where a sentence does: Le maire is le maire."""
    return name and name[0].lower() + name[1:]


def _read() -> Iterator[Case]:
    for path in sorted(CASES.glob("*/*.txt")):
        lines = regex.sub(r"\n[ ]+", " ", path.read_text(encoding="utf-8"))  # an indented line goes on
        count = 0
        for line in lines.splitlines():
            if not line.strip() or line.startswith("#"):
                continue
            count += 1
            yield read_case(line, f"{path.parent.name}-{path.stem}-{count}", path.parent.name)


def _as_parameter(case: Case) -> object:
    return pytest.param(case, id=case.name, marks=[pytest.mark.xfail(strict=True)] if case.fails else [])


@pytest.mark.parametrize("case", list(map(_as_parameter, _read())))
def test_a_marked_text_is_read_as_marked(case: Case) -> None:
    extraction = extract(case.text, case.lang, published=case.published)

    assert what_was_found(extraction, case) == case.quotes, case.text
    asides = {(a.span.start, a.span.end, a.span.of(case.text)): a.label for a in extraction.asides}
    for place, label in case.asides:
        assert place in asides, f"no aside: {place}"
        assert asides[place] == (label or asides[place])
    doubts = [((d.span.start, d.span.end, d.span.of(case.text)), d.code) for d in extraction.doubts]
    for doubt in case.doubts:
        assert doubt in doubts


@pytest.mark.parametrize("case", [case for case in _read() if case.published], ids=lambda case: case.name)
def test_a_marked_text_printed_another_day_is_read_as_marked(case: Case) -> None:
    found = extract(case.text, case.lang, published="2019-01-03")

    expected = extract(case.text, case.lang, published=case.published)
    assert reprinted(found, case.lang, published=case.published) == expected


def test_marks_are_stripped_and_their_places_kept() -> None:
    case = read_case(
        "[2021-08-12] ¶« {q Oui} », {c dit} {s Anne Roux} {when jeudi}. => Anne Roux | Roux [named, on 2021-08-12]"
    )

    assert case.text == "\n\n« Oui », dit Anne Roux jeudi."
    assert case.published == "2021-08-12"
    assert case.quotes == [
        {
            "passages": [(4, 7, "Oui")],
            "cue": (11, 14, "dit"),
            "mention": (15, 24, "Anne Roux"),
            "said_on_at": (25, 30, "jeudi"),
            "speaker": ["Anne Roux", "Roux"],
            "status": "named",
            "said_on": "2021-08-12",
        }
    ]


def test_one_number_makes_one_quote_of_two_passages() -> None:
    case = read_case("« {q1 Oui} », dit {s Anne Roux}, « {q1 et non} ».")

    assert [quote["passages"] for quote in case.quotes] == [[(2, 5, "Oui"), (26, 32, "et non")]]


@pytest.mark.parametrize(
    "line", ["« {q Oui », dit {s Anne Roux}.", "« {q Oui} », dit Anne Roux.", "« {z Oui} », dit-on. => null"]
)
def test_a_case_with_a_slip_is_refused(line: str) -> None:
    with pytest.raises(ValueError, match=r"mark that is not one|who speaks"):
        read_case(line)
