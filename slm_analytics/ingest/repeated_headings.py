"""Headings that a tool writes once for every value a ticket has, as Jira does with components.

A ticket with one value says it exactly, under whichever of the headings it
stands. One with several values has no single one; none of them is taken.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import pyarrow as pa
import pyarrow.compute as pc

from slm_analytics.ingest.headings import plain
from slm_analytics.ingest.local_time import Mask
from slm_analytics.ingest.mapping import SourceMapping
from slm_analytics.ingest.row_ledger import RowLedger
from slm_analytics.warehouse.archive import RawTable


@dataclass(slots=True)
class SingleValues:
    """A table in which every field the tool may repeat stands in one column.

    Attributes:
        raw: the table; a cell is empty where the ticket has several values.
        several: field -> the rows with several values.
        examples: field -> the values of the first of them.
    """

    raw: RawTable
    several: dict[str, Mask] = field(default_factory=dict)
    examples: dict[str, str] = field(default_factory=dict)

    def tell(self, ledger: RowLedger) -> None:
        """Mark the tickets of which a value is not taken."""
        for name, rows in self.several.items():
            effect = "none of them is taken"
            ledger.flag(rows, "several values", name, effect, self.examples[name])


def single_values(raw: RawTable, mapping: SourceMapping, places: Mapping[str, int]) -> SingleValues:
    """Bring the columns of each field that the tool may repeat into the first of them."""
    found = SingleValues(raw)
    headings = [plain(heading) for heading in raw.headings]
    for name in sorted(mapping.repeated & places.keys()):
        same = [place for place, each in enumerate(headings) if each == headings[places[name]]]
        if len(same) > 1:
            _merge(found, name, same)
    return found


def _merge(found: SingleValues, name: str, places: list[int]) -> None:
    texts = [pc.utf8_trim_whitespace(found.raw.column(place)) for place in places]
    filled = [pc.if_else(pc.equal(text, ""), pa.scalar(None, pa.string()), text) for text in texts]
    first = pc.coalesce(*filled)
    several = pc.fill_null(pc.not_equal(filled[0], first), False)
    for other in filled[1:]:
        several = pc.or_(several, pc.fill_null(pc.not_equal(other, first), False))
    taken = pc.if_else(several, "", pc.fill_null(first, ""))
    mask: Mask = several.to_numpy()
    rows = found.raw.rows
    place = places[0] + 1  # the first column holds the lines
    rows = rows.set_column(place, rows.column_names[place], taken)
    if mask.any():
        at = int(mask.argmax())
        values = dict.fromkeys(each[at].as_py() for each in filled)
        found.several[name] = mask
        found.examples[name] = ", ".join(value for value in values if value)
    found.raw = replace(found.raw, rows=rows)
