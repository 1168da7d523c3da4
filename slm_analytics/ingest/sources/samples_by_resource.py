"""Utilisation as a wide list: the time, and one column per resource.

Facts of this form the mapping depends on:

* the first column is the time, whatever it is called; every other column is a resource and
  its cells are values of one measure, that of the file: the measure is called as the file is,
  without a month or a day at its end, so that `cpu_2026-06.csv` and `cpu_2026-07.csv` tell one;
* a unit stands in brackets at the end of a heading: `web-01 (%)`;
* a blank cell is no value and no row;
* any table of numbers looks so: it is read in this way only when a person says so.
"""

from __future__ import annotations

from slm_analytics.ingest.mapping import MISSING_WORDS, SourceMapping
from slm_analytics.ingest.wide_tables import NAME, TIME, UNIT, VALUE, melted, never

MAPPING = SourceMapping(
    name="samples_by_resource",
    title="Utilisation, one column per resource",
    system="samples",
    columns={"sampled_at": (TIME,), "resource": (NAME,), "value": (VALUE,), "unit": (UNIT,)},
    signature=("sampled_at", "resource", "value"),
    fixed={"metric": "{file}"},
    missing=MISSING_WORDS | {"nan", "+inf", "-inf", "inf"},
    contract="samples",
    epoch=frozenset({"sampled_at"}),
    shape=melted,
    fits=never,
    recipe=(
        "A list whose first column is the time and whose other columns are one resource each, of"
        " one measure: name the file after the measure, such as CPU_2026-06.csv, and put the unit"
        " in brackets behind the resource: web-01 (%). Choose this form under Read it in another"
        " way: it is never taken by itself."
    ),
)
