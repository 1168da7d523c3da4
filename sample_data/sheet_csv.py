"""Lists kept by hand or written by a tool: CSV in UTF-8, quotes only where they are needed."""

import csv
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from io import StringIO
from zoneinfo import ZoneInfo

from sample_data.portfolio import NORDLICHT

LIST_ZONE = NORDLICHT.export_zone


def sheet(headings: Iterable[str], rows: Iterable[Mapping[str, object]]) -> bytes:
    """The rows under their headings; what a row does not say is left blank."""
    text = StringIO(newline="")
    writer = csv.DictWriter(text, list(headings), restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode("utf-8")


def local(at: datetime | None, zone: str = LIST_ZONE) -> str:
    """An instant as the lists write it: local time without saying so; blank for none.

    Raises:
        ValueError: that local time happens twice, and a reader could not tell which is meant.
    """
    if at is None:
        return ""
    there = at.astimezone(ZoneInfo(zone))
    if there.replace(fold=0).utcoffset() != there.replace(fold=1).utcoffset():
        raise ValueError(f"{there} happens twice in {zone}")
    return f"{there:%Y-%m-%d %H:%M:%S}"


def clock(text: str, zone: str = LIST_ZONE) -> datetime:
    """The instant of a local time, such as 2025-03-30 01:20; in UTC, where lengths are true."""
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)
