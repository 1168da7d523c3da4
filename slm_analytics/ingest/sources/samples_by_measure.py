"""Utilisation as a wide list: the time, and one column per measure.

Facts of this form the mapping depends on:

* the first column is the time, whatever it is called; every other column is a measure of one
  resource, that of the file: the resource is called as the file is, without a month or a day
  at its end, so that `web-01_2026-06.csv` and `web-01_2026-07.csv` tell one;
* a unit stands in brackets at the end of a heading, or is a percent sign there: `CPU %`;
* a blank cell is no value and no row;
* any table of numbers looks so: it is read in this way only when a person says so.
"""

from __future__ import annotations

from slm_analytics.ingest.wide_tables import samples_by

MAPPING = samples_by(
    "metric",
    of_file="resource",
    recipe=(
        "A list whose first column is the time and whose other columns are one measure each, of"
        " one resource: name the file after the resource, such as web-01_2026-06.csv, and put the"
        " unit in brackets behind the measure: CPU (%)."
    ),
)
