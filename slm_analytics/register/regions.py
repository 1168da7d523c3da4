"""Countries whose public holidays are known, their parts, and the country that a zone lies in."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files


def _lines(name: str) -> list[list[str]]:
    text = (files("tzdata") / "zoneinfo" / name).read_text("utf-8")
    return [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]


@lru_cache(maxsize=1)
def country_names() -> dict[str, str]:
    """Return ISO code -> name of the countries whose public holidays are known."""
    import holidays  # noqa: PLC0415  most commands ask for none

    known = holidays.list_supported_countries()
    named = {code: name for code, name, *_ in _lines("iso3166.tab") if code in known}
    return dict(sorted(named.items(), key=lambda pair: pair[1]))


@lru_cache(maxsize=64)
def parts_of(country: str) -> tuple[str, ...]:
    """Return the ISO codes of the parts of a country that have holidays of their own."""
    import holidays  # noqa: PLC0415

    return tuple(holidays.list_supported_countries().get(country, ()))


def country_of(zone: str) -> str:
    """Return the ISO code of the country that a time zone lies in; empty where that is not told."""
    found = next((code for code, _, name, *_ in _lines("zone.tab") if name == zone), "")
    return found if found in country_names() else ""
