"""A trend as a line the size of a word (Tufte): no axis, gaps stay gaps, the last point marked."""

from __future__ import annotations

from collections.abc import Sequence

_WIDTH, _HEIGHT, _EDGE = 200.0, 40.0, 5.0
_STROKE = 'fill="none" vector-effect="non-scaling-stroke" stroke-linecap="round"'


def sparkline(values: Sequence[float | None], colour: str) -> str:
    """Return the values as SVG that stretches to any size; empty where fewer than two are known.

    A value that stands alone between gaps is a dot.
    """
    known = [value for value in values if value is not None]
    if len(known) < 2:
        return ""
    places = [_place(values, number, min(known), max(known)) for number in range(len(values))]
    lines = " ".join(_path(run) for run in _runs(places))
    last = next(place for place in reversed(places) if place is not None)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH:g} {_HEIGHT:g}"'
        f' preserveAspectRatio="none">'
        f'<path d="{lines}" {_STROKE} stroke="{colour}" stroke-width="2" stroke-linejoin="round"/>'
        f'<path d="{_path([last])}" {_STROKE} stroke="{colour}" stroke-width="7"/></svg>'
    )


_Place = tuple[float, float]


def _place(values: Sequence[float | None], number: int, low: float, high: float) -> _Place | None:
    value = values[number]
    if value is None:
        return None
    across = number / (len(values) - 1) if len(values) > 1 else 1.0
    up = (value - low) / (high - low) if high > low else 0.5
    return _EDGE + across * (_WIDTH - 2 * _EDGE), _HEIGHT - _EDGE - up * (_HEIGHT - 2 * _EDGE)


def _runs(places: Sequence[_Place | None]) -> list[list[_Place]]:
    """Return the stretches without a gap."""
    runs: list[list[_Place]] = [[]]
    for place in places:
        if place is not None:
            runs[-1].append(place)
        elif runs[-1]:
            runs.append([])
    return [run for run in runs if run]


def _path(run: Sequence[_Place]) -> str:
    points = "L".join(f"{x:.1f} {y:.1f}" for x, y in run)
    return f"M{points}h0" if len(run) == 1 else f"M{points}"
