"""One series: the headings `timestamp` and `value`, and nothing else.

Facts of this form the mapping depends on (seen in collections of real series):

* what was measured stands in no column: the resource is called as the file is, without a
  month or a day at its end, and the measure `value`;
* times are local and say no zone; at the end of summer time they stand twice. Two rows of one
  time with different values cannot both be right and are set aside;
* there may be gaps: a time without a row has no value.
"""

from __future__ import annotations

from slm_analytics.ingest.mapping import SourceMapping
from slm_analytics.ingest.wide_tables import UNMEASURED, only

MAPPING = SourceMapping(
    name="samples_of_one",
    title="Utilisation, one series",
    system="samples",
    columns={"sampled_at": ("timestamp",), "value": ("value",)},
    signature=("sampled_at", "value"),
    fixed={"resource": "{file}", "metric": "value"},
    missing=UNMEASURED,
    contract="samples",
    epoch=frozenset({"sampled_at"}),
    fits=only("timestamp", "value"),
    recipe=(
        "A list with the headings timestamp and value alone: name the file after what was"
        " measured, such as web-01_CPU_2026-06.csv; a month or a day at the end is not part of"
        " the name. Times without a zone are in the one you name."
    ),
)
