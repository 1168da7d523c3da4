"""Public holidays as the register knows them, for guessing whose a contract keeps."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache

from slm_analytics.register.public_holidays import public_holidays


class RegisterHolidays:
    """The public holidays that a calendar of the register would keep."""

    def days(self, country: str, part: str) -> Mapping[date, str]:
        """Return the holidays of a country, or of a part of it; none where it is not known."""
        return _days(country, part)

    def parts(self, country: str) -> tuple[str, ...]:
        """Return the states and regions with holidays of their own."""
        return _parts().get(country, ())


@cache  # a country may have more parts than the register keeps at hand
def _days(country: str, part: str) -> Mapping[date, str]:
    return public_holidays(country, part) or {}


@cache
def _parts() -> dict[str, tuple[str, ...]]:
    import holidays  # noqa: PLC0415  most pages ask for none

    return {country: tuple(parts) for country, parts in holidays.list_supported_countries().items()}
