"""Extraction by several processes: the same answers in the same order, whatever happens to one of them."""

from __future__ import annotations

import os
import re
import signal
import sys
import time
from collections import Counter
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

import pytest

from quotes.errors import BadDate
from quotes.extract import extract
from quotes.model import Article, Extraction
from quotes.results import Failure, Ingested, Outcome
from quotes.service.processes import LENGTH_AHEAD, SHORT, Extracted
from quotes.service.workers import ALONE, CHUNK_ARTICLES, extract_all

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MANY = ALONE + 5 * CHUNK_ARTICLES + 3  # some done here, some full chunks, and one that is not full
DEADLY = "meurs" * SHORT  # what is short is read by the program as well
BAD = "mauvais"
SLEEP = 1.0  # seconds


def articles(number: int = MANY, **odd: int) -> list[Article]:
    """Number the articles; ``odd`` gives a few of them another text."""
    texts = {place: text for text, place in odd.items()}
    return [Article(text=texts.get(each, f"article {each}"), path=str(each)) for each in range(number)]


def extractor(text: str, lang: str, *, published: str | None) -> Extraction:  # noqa: ARG001 - as the real one
    if text == DEADLY:
        os.kill(os.getpid(), signal.SIGKILL)
    if text == BAD:
        raise BadDate("hier")
    return Extraction(quotes=(), doubts=())


def read(items: Iterable[Article | Ingested], workers: int = 2) -> list[str]:
    """Give for each item what it was, and what came of it."""
    return [
        done.path
        if isinstance(done, Ingested)
        else f"{done.article.path} {done.found.message if isinstance(done.found, Failure) else 'read'}"
        for done in extract_all(items, extractor, workers)
    ]


@pytest.mark.parametrize("workers", [1, 2])
@pytest.mark.parametrize("number", [0, ALONE, MANY])
def test_every_article_is_read_once_in_its_order(number: int, workers: int) -> None:
    assert read(articles(number), workers) == [f"{each} read" for each in range(number)]


def test_what_is_done_already_keeps_its_place() -> None:
    items: list[Article | Ingested] = list(articles())
    for place in (3, ALONE, MANY - 1):
        items[place] = Ingested(path=f"old {place}", outcome=Outcome.PRESENT)
    expected = [f"{each} read" for each in range(MANY)]
    for place in (3, ALONE, MANY - 1):
        expected[place] = f"old {place}"
    assert read(items) == expected


UNDATED, DATED = "« Non », a dit Luc Petit.", "« Non », a dit Luc Petit jeudi."
THURSDAY, FRIDAY = "2021-08-12", "2021-08-13"


@pytest.mark.parametrize(
    ("text", "dates", "times"),
    [
        (UNDATED, [THURSDAY, FRIDAY, None], 1),
        (DATED, [THURSDAY, THURSDAY], 1),
        (DATED, [THURSDAY, "2021-08-19"], 2),  # jeudi is another day
    ],
)
def test_a_text_printed_again_is_read_once_where_its_date_says_nothing_of_it(
    text: str, dates: list[str | None], times: int
) -> None:
    read: list[str] = []

    def counting(text: str, lang: str, *, published: str | None) -> Extraction:
        read.append(text)
        return extract(text, lang, published=published)

    items = [Article(text=text, outlet=str(number), published=date) for number, date in enumerate(dates)]
    expected = [Extracted(item, extract(text, published=item.published)) for item in items]
    assert list(extract_all(items, counting, 1)) == expected
    assert len(read) == times


def test_reprints_are_known_again_whichever_process_read_the_first() -> None:
    items = [Article(text=f"{UNDATED} {each % 40}", path=str(each)) for each in range(MANY)]
    assert list(extract_all(items, extract, 2)) == list(extract_all(items, extract, 1))


def test_what_is_found_in_a_text_is_not_what_is_found_in_another_language() -> None:
    items = [Article(text="“No,” said Luke Small.", lang=lang) for lang in ("fr", "en")]
    french, english = (done.found for done in extract_all(items, extract, 1) if isinstance(done, Extracted))
    assert french != english


def test_an_article_that_cannot_be_read_is_a_failure_among_the_others() -> None:
    done = read(articles(mauvais=ALONE + 20))
    assert done.pop(ALONE + 20) == f"{ALONE + 20} {BadDate('hier').message}"
    assert len(done) == MANY - 1
    assert all(each.endswith("read") for each in done)


@pytest.mark.parametrize("place", [ALONE, ALONE + 20, MANY - 1])
def test_an_article_that_kills_its_process_costs_itself_alone(place: int) -> None:
    done = read(articles(**{DEADLY: place}))
    assert done.pop(place) == f"{place} the process that read it was killed, twice"
    assert done == [f"{each} read" for each in range(MANY) if each != place]


def test_a_reprint_of_what_killed_its_process_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("quotes.service.workers.LENGTH_KNOWN", len(DEADLY))
    items = articles(**{DEADLY: ALONE})
    items.append(replace(items[ALONE], path="again", outlet="another"))
    message = "the process that read it was killed, twice"
    done = read(items)
    assert (done[ALONE], done[-1]) == (f"{ALONE} {message}", f"again {message}")
    assert len(done) == len(items)


class Broken(Exception):
    """Whatever goes wrong where the articles come from."""


def test_of_long_articles_few_are_held() -> None:
    length, pulled = LENGTH_AHEAD // 8, 0

    def long() -> Iterator[Article]:
        nonlocal pulled
        for each in range(ALONE + 40):
            pulled += each >= ALONE
            yield Article(text="a" * (length if each >= ALONE else 1), path=str(each))

    for number, _ in enumerate(extract_all(long(), extractor, 2), 1):
        assert pulled <= max(0, number - ALONE) + 8 + 2


def test_what_is_read_is_given_while_others_are_slow_in_coming() -> None:
    pulled = given = 0

    def until_more_is_given() -> Iterator[Article]:
        nonlocal pulled
        for article in articles(ALONE + 300):
            if given > ALONE:
                break
            time.sleep(0.1 if pulled > ALONE + CHUNK_ARTICLES else 0)
            pulled += 1
            yield article

    for _ in extract_all(until_more_is_given(), extractor, 2):
        given += 1
    assert given == pulled < ALONE + 300


def test_the_program_sleeps_while_the_others_read_what_is_long() -> None:
    items = [*articles(ALONE), *(Article(text=f"{each}" * SHORT) for each in (10, 11))]
    done = extract_all(items, sleeping, 2)
    for _ in islice(done, ALONE + 1):
        pass
    busy, begun = time.process_time(), time.monotonic()
    assert len(list(done)) == 1
    assert time.process_time() - busy < 0.5 * SLEEP < time.monotonic() - begun


def sleeping(text: str, lang: str, *, published: str | None) -> Extraction:
    time.sleep(SLEEP if len(text) > SHORT else 0)
    return extractor(text, lang, published=published)


def slow(text: str, lang: str, *, published: str | None) -> Extraction:
    time.sleep(0.01)
    return extractor(text, lang, published=published)


def test_what_no_process_has_begun_is_left_out_when_somebody_wants_to_stop() -> None:
    items = articles(ALONE + 40 * CHUNK_ARTICLES)
    given: list[str] = []
    for done in extract_all(items, slow, 2, lambda: len(given) > ALONE):
        assert isinstance(done, Extracted)
        given.append(done.article.path)
    assert given == [item.path for item in items[: len(given)]]
    assert ALONE + CHUNK_ARTICLES <= len(given) < ALONE + 20 * CHUNK_ARTICLES


def test_of_what_is_left_out_a_long_text_leaves_the_later_ones_out_as_well() -> None:
    items = [*articles(ALONE), *(Article(text=f"{each}" * SHORT, path=str(each)) for each in range(ALONE, 100))]
    items += articles(ALONE + 40 * CHUNK_ARTICLES)[100:]
    given: list[str] = []
    for done in extract_all(items, slow, 2, lambda: len(given) > ALONE):
        assert isinstance(done, Extracted)
        given.append(done.article.path)
    assert given == [str(each) for each in range(len(given))]
    assert len(given) < len(items)


def test_nothing_is_asked_for_once_somebody_wants_to_stop() -> None:
    pulled, at_the_stop = 0, 0

    def endless() -> Iterator[Article]:
        nonlocal pulled
        while pulled < 400 * CHUNK_ARTICLES:
            pulled += 1
            yield Article(text=f"article {pulled}", path=str(pulled))

    given: list[str] = []

    def stopping() -> bool:
        nonlocal at_the_stop
        wanted = len(given) > ALONE
        at_the_stop = at_the_stop or (pulled if wanted else 0)
        return wanted

    for done in extract_all(endless(), slow, 2, stopping):
        assert isinstance(done, Extracted)
        given.append(done.article.path)
    assert given == [str(each) for each in range(1, len(given) + 1)]
    assert pulled == at_the_stop < 400 * CHUNK_ARTICLES


def by_whom(text: str, lang: str, *, published: str | None) -> Extraction:  # noqa: ARG001 - as the real one
    time.sleep(0.001)
    raise BadDate(str(os.getpid()))


def readers(items: list[Article]) -> set[bool]:
    """Say of those that are read once there are processes whether the program read them."""
    own = BadDate(str(os.getpid())).message
    done = list(extract_all(items, by_whom, 2))[ALONE:]
    return {
        each.found.message == own for each in done if isinstance(each, Extracted) and isinstance(each.found, Failure)
    }


def test_the_program_is_one_of_the_processes_and_leaves_to_the_others_what_is_long() -> None:
    assert readers(articles(ALONE + 60 * CHUNK_ARTICLES)) == {True, False}
    long = [Article(text=f"{each}" * SHORT, path=str(each)) for each in range(10, 20)]
    assert readers(articles(ALONE) + long) == {False}


def test_the_program_is_left_as_it_was() -> None:
    before = sys.getswitchinterval()
    read(articles())
    assert sys.getswitchinterval() == before


def telling(text: str, lang: str, *, published: str | None) -> Extraction:  # noqa: ARG001 - as the real one
    time.sleep(0.005)
    raise BadDate(f"{os.getpid()} {time.time()}")


def test_while_the_program_is_busy_one_process_less_is_at_work() -> None:
    some = extract_all(articles(ALONE + 60 * CHUNK_ARTICLES), telling, 2)
    for _ in islice(some, ALONE + 1):
        pass
    busy = time.time()
    time.sleep(2.5)
    late = Counter[str]()
    for done in some:
        assert isinstance(done, Extracted)
        assert isinstance(done.found, Failure)
        told = re.search(r"(\d+) ([\d.]+\d)", done.found.message)
        assert told
        late.update([told[1]] if busy + 1.5 < float(told[2]) < busy + 2.5 else [])
    assert len(late) == 1
    assert late.total() > CHUNK_ARTICLES


def breaking(text: str, lang: str, *, published: str | None) -> Extraction:  # noqa: ARG001 - as the real one
    time.sleep(0.001)
    if int(text) >= ALONE + 8 * CHUNK_ARTICLES:  # in every chunk from the ninth on, whoever reads it
        raise Broken
    return Extraction(())


def test_what_came_before_an_error_of_the_extractor_is_given_before_it() -> None:
    items = [Article(text=f"{each}", path=str(each)) for each in range(ALONE + 60 * CHUNK_ARTICLES)]
    done: list[Extracted | Ingested] = []
    with pytest.raises(Broken):
        done.extend(extract_all(items, breaking, 2))
    assert len(done) == ALONE + 8 * CHUNK_ARTICLES


@pytest.mark.parametrize("number", [3, ALONE + 20])
def test_what_came_before_an_error_is_given_before_it(number: int) -> None:
    def coming() -> Iterator[Article]:
        yield from articles(number)
        raise Broken

    done: list[Extracted | Ingested] = []
    with pytest.raises(Broken):
        done.extend(extract_all(coming(), extractor, 2))
    assert len(done) == number
