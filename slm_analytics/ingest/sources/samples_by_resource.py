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

from slm_analytics.ingest.wide_tables import samples_by

MAPPING = samples_by(
    "resource",
    of_file="metric",
    recipe=(
        "A list whose first column is the time and whose other columns are one resource each, of"
        " one measure: name the file after the measure, such as CPU_2026-06.csv, and put the unit"
        " in brackets behind the resource: web-01 (%)."
    ),
)
