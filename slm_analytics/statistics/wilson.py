"""The Wilson score interval of a share (Wilson 1927; Newcombe 1998, method 3)."""

from __future__ import annotations

from math import sqrt

Z_95 = 1.959963984540054  # the 97.5 % point of the normal distribution


def wilson(hits: float, count: float, z: float = Z_95) -> tuple[float, float] | None:
    """Return the interval of `hits` of `count`, between 0 and 1; None without a count."""
    if not count > 0:  # a count that is not known is no count
        return None
    share = hits / count
    centre = share + z * z / (2 * count)
    spread = z * sqrt(share * (1 - share) / count + z * z / (4 * count * count))
    scale = 1 + z * z / count
    low = 0.0 if hits == 0 else (centre - spread) / scale
    high = 1.0 if hits == count else (centre + spread) / scale
    return low, high
