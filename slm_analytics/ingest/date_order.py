"""In which order day, month and year stand."""

from __future__ import annotations

from enum import StrEnum


class DateOrder(StrEnum):
    """In which order the numbers of a date stand."""

    DMY = "dmy"
    MDY = "mdy"
    YMD = "ymd"


ORDER_WORDS = {
    DateOrder.DMY: "day first",
    DateOrder.MDY: "month first",
    DateOrder.YMD: "year first",
}
