"""What follows from a text is worked out once while the text is among the last, and is short."""

from __future__ import annotations

from quotes.store.lately import remembered


def test_the_last_short_texts_are_remembered() -> None:
    worked_out: list[str] = []

    def length(text: str) -> int:
        worked_out.append(text)
        return len(text)

    asked = remembered(length, most=2, longest=3)
    assert [asked(text) for text in ("un", "un", "dix", "onze", "onze", "six", "un")] == [2, 2, 3, 4, 4, 3, 2]
    assert worked_out == ["un", "dix", "onze", "onze", "six", "un"]  # onze is too long, un was too long ago
