"""Where every row of a file ends: loaded, set aside with its reason, or counted as a duplicate."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from slm_analytics.domain.finding import Finding, Severity
from slm_analytics.ingest.fields import FIELDS, Field
from slm_analytics.ingest.local_time import Mask
from slm_analytics.warehouse.archive import RawTable

Rows = npt.NDArray[np.int64]
SHOWN_CHARACTERS = 200

SET_ASIDE_SCHEMA = pa.schema(
    [
        ("line", pa.int32()),
        ("field", pa.string()),
        ("heading", pa.string()),
        ("value", pa.string()),
        ("code", pa.string()),
        ("reason", pa.string()),
    ]
)


class RowLedger:
    """The account of one file's rows.

    Attributes:
        kept: which rows still count.
        aside: which rows were set aside.
        duplicates: rows that repeat another row or are an older version of it.
        findings: what there is to say, in the order it was found.
    """

    def __init__(
        self,
        raw: RawTable,
        places: Mapping[str, int],
        name: str,
        fields: Mapping[str, Field] = FIELDS,
    ) -> None:
        self.name = name
        self._fields = fields
        self.lines: Rows = raw.rows.column("line").to_numpy().astype(np.int64)
        self.kept: Mask = np.ones(raw.rows.num_rows, bool)
        self.aside: Mask = np.zeros(raw.rows.num_rows, bool)
        self.duplicates = 0
        self.findings: list[Finding] = []
        self._raw = raw
        self._places = places
        self._aside: list[pa.Table] = []
        self._flags: dict[str, Mask] = {}

    def heading(self, field: str) -> str:
        """Return the heading that `field` stands under in this file."""
        return self._raw.headings[self._places[field]] if field in self._places else field

    def set_aside(self, mask: Mask, field: str, code: str, words: str) -> None:
        """Keep apart the rows of `mask` that still count; `words` completes "HEADING ..."."""
        rows = np.flatnonzero(mask & self.kept)
        if len(rows) == 0:
            return
        self.kept[rows] = False
        self.aside[rows] = True
        heading = self.heading(field)
        values = self._values(field, rows)
        constant = {"field": field, "heading": heading, "code": code}
        columns = {key: pa.array([text] * len(rows), pa.string()) for key, text in constant.items()}
        columns["line"] = pa.array(self.lines[rows], pa.int32())
        columns["value"] = values
        columns["reason"] = pa.array([f"{heading} {words}"] * len(rows), pa.string())
        self._aside.append(
            pa.table([columns[key] for key in SET_ASIDE_SCHEMA.names], schema=SET_ASIDE_SCHEMA)
        )
        self._find(
            Severity.SET_ASIDE,
            code,
            f"{heading} {words}.",
            field,
            count=len(rows),
            first=int(rows[0]),
            remedy="Correct it in the tool and export again; the row does not count.",
        )

    def flag(self, mask: Mask, what: str, field: str, effect: str, value: str = "") -> None:
        """Mark the rows of `mask`: they load, and carry the mark."""
        rows = np.flatnonzero(mask & self.kept)
        if len(rows) == 0:
            return
        self._flags[f"{what} ({self._fields[field].title.lower()})"] = mask
        self._find(
            Severity.FLAG,
            what,
            f"{self.heading(field)}: {what}; {effect}.",
            field,
            count=len(rows),
            first=int(rows[0]),
            value=value,
            remedy="The rows load and are marked.",
        )

    def note(self, code: str, message: str, field: str, count: int) -> None:
        """Say something about `count` cells of `field`."""
        self._find(Severity.NOTE, code, f"{self.heading(field)}: {message}.", field, count=count)

    def aside_table(self) -> pa.Table:
        """Return the rows set aside, in the order of the file."""
        return pa.concat_tables([SET_ASIDE_SCHEMA.empty_table(), *self._aside]).sort_by("line")

    def flag_words(self, rows: Rows) -> pa.Array:
        """Return the marks of `rows` as words, null where there is none."""
        hits = {word: mask[rows] for word, mask in self._flags.items()}
        marked = np.flatnonzero(np.logical_or.reduce([np.zeros(len(rows), bool), *hits.values()]))
        words = [", ".join(word for word, hit in hits.items() if hit[row]) for row in marked]
        index = np.full(len(rows), -1, np.int64)
        index[marked] = np.arange(len(marked))
        return pa.array(words, pa.string()).take(pa.array(index, mask=index < 0))

    def _values(self, field: str, rows: Rows) -> pa.Array:
        if field not in self._places:
            return pa.nulls(len(rows), pa.string())
        texts = self._raw.column(self._places[field]).take(pa.array(rows)).combine_chunks()
        return pc.utf8_slice_codeunits(texts, 0, SHOWN_CHARACTERS)

    def _find(
        self,
        severity: Severity,
        code: str,
        message: str,
        field: str,
        *,
        count: int,
        first: int | None = None,
        value: str = "",
        remedy: str = "",
    ) -> None:
        if first is not None and not value:
            value = self._values(field, np.array([first]))[0].as_py() or ""
        self.findings.append(
            Finding(
                severity=severity,
                code=code,
                message=message,
                remedy=remedy,
                file=self.name,
                sheet=self._raw.facts.sheet,
                line=None if first is None else int(self.lines[first]),
                column=self.heading(field),
                value=value,
                count=count,
            )
        )
