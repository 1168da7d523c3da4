"""Public holidays by country and subdivision, from the pinned `holidays` package.

The years are fixed, not taken from the data: what was agreed must not change
because another month was loaded.
"""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from types import MappingProxyType

FIRST_YEAR, LAST_YEAR = 2000, 2060


@lru_cache(maxsize=64)
def public_holidays(country: str, subdivision: str = "") -> Mapping[date, str] | None:
    """Return the public holidays of a country, with its subdivision's, 2000 to 2060.

    Names are in English where the package has them. None when there is no
    such country or subdivision. Some countries' holidays are known for fewer
    years.
    """
    import holidays  # noqa: PLC0415  most commands ask for none

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # years that a country's holidays are not known for
        try:
            found = holidays.country_holidays(
                country,
                subdiv=subdivision or None,
                years=range(FIRST_YEAR, LAST_YEAR + 1),
                language="en_US",
            )
        except NotImplementedError:
            return None
    return MappingProxyType(dict(sorted(found.items())))


def known_country(country: str) -> bool:
    """Return whether public holidays are known for a country."""
    return public_holidays(country) is not None
