"""Zabbix: trends, the hourly least, average and most of every item.

Facts of this format the mapping depends on (known, in no file seen; the names are those of
the vendor's table of trends and of its export of trends):

* the API and the table say `itemid`, `clock`, `num`, `value_min`, `value_avg`, `value_max`;
  the export in JSON lines says `count`, `min`, `avg`, `max`, and `host.name` and `name`;
* `clock` is the beginning of the hour, in seconds since 1970;
* the table names no host: without one the resource is called Zabbix, and the measure is the
  number of the item. A column `host` and a column `key_` or `name` of one's own say better.
"""

from __future__ import annotations

from slm_analytics.ingest.mapping import SourceMapping

MAPPING = SourceMapping(
    name="zabbix_trends",
    title="Zabbix trends",
    system="zabbix",
    columns={
        "resource": ("host.name", "host.host", "host", "hostname"),
        "metric": ("name", "key_", "key", "itemid"),
        "sampled_at": ("clock",),
        "value": ("value_avg", "avg"),
        "lowest": ("value_min", "min"),
        "highest": ("value_max", "max"),
        "measured": ("num", "count"),
        "unit": ("units",),
    },
    signature=("metric", "sampled_at", "value", "lowest", "highest"),
    fixed={"resource": "Zabbix"},
    contract="samples",
    epoch=frozenset({"sampled_at"}),
    recipe=(
        "Save what trend.get answers for a month, or query the table trends: itemid, clock, num,"
        " value_min, value_avg, value_max, and beside them host, name and units from hosts and"
        " items. As CSV or JSON lines, one row per item and hour."
    ),
)
