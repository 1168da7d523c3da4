"""What a person is asked before a file can be loaded."""

from __future__ import annotations

import pyarrow.compute as pc

from slm_analytics.ingest.canonical import Canonical
from slm_analytics.ingest.date_order import ORDER_WORDS, DateOrder
from slm_analytics.ingest.mapping import SourceMapping
from slm_analytics.ingest.report import Question
from slm_analytics.warehouse.archive import RawTable

_LOOKED_AT, _EXAMPLE = 1000, 24  # rows; letters of an example


def question_of_columns(name: str, raw: RawTable) -> Question:
    """Return the question of a list whose headings no source knows."""
    sheet = f" (sheet {raw.facts.sheet!r})" if raw.facts.sheet else ""
    return Question(
        kind="columns",
        text=f"{name}{sheet}: no known source has these headings. Which heading is which field?",
        options=raw.headings,
    )


def date_questions(raw: RawTable, mapping: SourceMapping, rows: Canonical) -> tuple[Question, ...]:
    """Return a question for each column whose dates can be read in more than one order."""
    places = mapping.located(raw.headings)
    questions = []
    for name, orders in rows.columns.questions.items():
        heading = raw.headings[places[name]]
        texts = pc.unique(raw.column(places[name]).slice(0, _LOOKED_AT)).to_pylist()
        words = " or ".join(ORDER_WORDS[DateOrder(order)] for order in orders)
        questions.append(
            Question(
                kind="date order",
                text=f"{heading}: every date can be read {words}. Which is it?",
                column=name,
                options=orders,
                examples=tuple(text for text in texts if text.strip())[:4],
            )
        )
    return tuple(questions)


def examples(raw: RawTable) -> dict[str, str]:
    """Return heading -> its first values, to know the column by."""
    found: dict[str, str] = {}
    for place, heading in enumerate(raw.headings):
        texts = pc.unique(raw.column(place).slice(0, _LOOKED_AT)).to_pylist()
        values = [text.strip()[:_EXAMPLE] for text in texts if text.strip()]
        shown = values[: 1 + (len(", ".join(values[:2])) <= _EXAMPLE)]
        found.setdefault(heading, ", ".join(shown))
    return found
