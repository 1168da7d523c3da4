"""The tool's verdict where it stands as the time that is left to a target: `2:05`, `-0:40`."""

from __future__ import annotations

import re

_LEFT = re.compile(r"([-\u2212]?) ?(\d{1,6}):([0-5]\d)(?::([0-5]\d))?")


def met_by_time_left(text: str) -> bool | None:
    """Return whether a target was met; None where the text does not say.

    A leading minus is a miss. No time left and no minus lies within a minute
    of the target, on a side that cannot be told.
    """
    match = _LEFT.fullmatch(text.strip())
    if match is None:
        return None
    sign, *numbers = match.groups()
    if sign:
        return False
    return True if any(int(part or 0) for part in numbers) else None
