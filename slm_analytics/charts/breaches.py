"""The charts of breaches: how badly, how late, where, and who held the tickets."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from slm_analytics.charts.spec import Bar, Ranking, Role
from slm_analytics.domain.unit import Unit, figure_text, floor_to, service_text, share_text

_BAND = 34  # pixels


def bands(found: pd.DataFrame, labels: Sequence[str], alt: str) -> Ranking:
    """Breaches by band (columns `breaches`, `overrun_hours`), in the order of the bands."""
    return Ranking(
        bars=tuple(
            Bar(
                label=label,
                value=float(row["breaches"]),
                text=_count(row["breaches"]),
                note=f"{label}: {_count(row['breaches'])}, {_hours(row['overrun_hours'])} too long",
                role=Role.MISSED,
            )
            for label, row in zip(labels, found.to_dict("records"), strict=True)
        ),
        alt=alt,
        bar_height=_BAND,
    )


def causes(found: pd.DataFrame, names: Sequence[str], most: int) -> Ranking:
    """Breaches by cause, most first, with the share of all up to each (Pareto).

    Args:
        found: columns of `Breaches.causes`.
        names: the values as they are shown.
        most: bars at most; the rest are added up in one.
    """
    rows = list(zip(names, found.to_dict("records"), strict=True))
    bars = [
        _cause(name, int(row["breaches"]), int(row["decided"]), float(row["so_far"]))
        for name, row in rows[: most if len(rows) > most + 1 else len(rows)]
    ]
    rest = rows[len(bars) :]
    if rest:
        missed, decided = (sum(int(row[key]) for _, row in rest) for key in ("breaches", "decided"))
        bars.append(_cause(f"and {len(rest)} more", missed, decided, 1.0, Role.QUIET))
    return Ranking(bars=tuple(bars), alt="Bars: breaches by cause, most first")


def _cause(name: str, missed: int, decided: int, so_far: float, role: Role = Role.MISSED) -> Bar:
    counts = f"{_count(missed)} of {_count(decided)}"
    up_to = share_text(so_far, 0)
    return Bar(
        label=name,
        value=float(missed),
        text=f"{_count(missed)} · {up_to}",
        note=f"{name}: {counts} missed; {up_to} of all breaches up to here",
        role=role,
    )


def holders(found: pd.DataFrame, names: Sequence[str], most: int) -> Ranking:
    """Service hours in which groups held late tickets (columns of `Breaches.holders`)."""
    rows = zip(names, found.to_dict("records"), strict=True)
    return Ranking(
        bars=tuple(
            Bar(
                label=name,
                value=float(row["hours"]),
                text=f"{_hours(row['hours'])} · {share_text(row['share'], 0)}",
                note=f"{name}: {service_text(row['hours'])}, {_count(row['tickets'])} late tickets",
            )
            for name, row in list(rows)[:most]
        ),
        alt="Bars: service hours in which each group held late tickets",
    )


def _count(number: float) -> str:
    return figure_text(number, Unit.COUNT)


def _hours(hours: float) -> str:
    return f"{_count(floor_to(hours, 0))} h" if hours >= 10 else f"{floor_to(hours, 1):.1f} h"
