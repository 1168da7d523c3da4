"""Availability as rows for the eye and for files: months, the statement, outages and the ledger."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import pandas as pd

from slm_analytics.domain.availability import LedgerPiece
from slm_analytics.domain.zone import instant_text
from slm_analytics.review.availability import Availability, ServiceMonth
from slm_analytics.review.availability_outages import ServiceOutage
from slm_analytics.review.availability_words import target_words
from slm_analytics.review.civil_time import instant
from slm_analytics.review.rows import Rows

_MINUTE, _MILLION = 60, 1_000_000


def targets_words(row: ServiceMonth) -> str:
    """Return what was agreed in the month; of several versions each."""
    return ", ".join(target_words(each) for each in row.targets) or "–"


def month_rows(told: Availability) -> Rows:
    """Return the services of a month, one row each; shares with all their digits."""
    rows = [
        {
            "Service": row.name[0],
            "Customer": row.name[1] or None,
            "Month": str(told.month),
            "Counted": row.part or "whole month",
            "Verdict": row.sums.verdict.value,
            "Availability agreed": _number(row.sums.share),
            "By the wall clock": _number(row.sums.wall_share),
            "Target": targets_words(row).replace("\u00a0", " "),
            "Downtime, minutes": _minutes(row.sums.down_seconds),
            "Allowed, minutes": _minutes(row.sums.allowed_seconds),
            "Left, minutes": _minutes(row.sums.left_seconds),
            "Outages": row.sums.outages,
            "Outage still open": "yes" if row.is_open else None,
            "Agreed service time, minutes": _minutes(Fraction(row.sums.base_seconds)),
            "Maintenance, minutes": _minutes(Fraction(row.sums.maintenance_seconds)),
            "Not known, minutes": _minutes(Fraction(row.sums.unknown_seconds)),
        }
        for row in told.rows
    ]
    return Rows(pd.DataFrame(rows), shares=("Availability agreed", "By the wall clock"))


def statement_rows(told: Availability) -> Rows:
    """Return the statement: measured, agreed, and as if every exclusion were accepted."""
    rows = []
    for row in told.rows:
        sums = row.sums
        rows.append(
            {
                "Service": row.name[0],
                "Customer": row.name[1] or None,
                "Month": str(told.month),
                "Target": targets_words(row).replace("\u00a0", " "),
                "Measured": _number(sums.measured_share),
                "Measured downtime, minutes": _minutes(Fraction(sums.measured, _MILLION)),
                "Agreed": _number(sums.share),
                "Agreed downtime, minutes": _minutes(sums.down_seconds),
                "Agreed, points above measured": points(sums.share, sums.measured_share),
                "Verdict": sums.verdict.value,
                "If all accepted": _number(sums.accepted_share),
                "If all accepted, downtime, minutes": _minutes(
                    Fraction(sums.accepted_all, _MILLION)
                ),
                "If all accepted, points above agreed": points(sums.accepted_share, sums.share),
                "Verdict if all accepted": sums.accepted_verdict.value,
            }
        )
    return Rows(pd.DataFrame(rows), shares=("Measured", "Agreed", "If all accepted"))


def points(share: Fraction | None, before: Fraction | None) -> float | None:
    """Return how many percentage points a share lies above another."""
    return None if share is None or before is None else float((share - before) * 100)


def outage_rows(outages: Sequence[ServiceOutage]) -> Rows:
    """Return outages, one row each, instants in UTC."""
    rows = [
        {
            "Outage": each.reference or None,
            "From (UTC)": instant_text(instant(each.start)),
            "To (UTC)": instant_text(instant(each.until)),
            "Still open": "yes" if each.is_open else None,
            "Lasted, minutes": each.wall_seconds / _MINUTE,
            "Counted, minutes": _minutes(each.counted),
            "Excluded, minutes": _minutes(each.excluded),
            "Note": each.note or None,
            "Cause": each.cause or None,
            "Ticket": each.ticket or None,
            "Users": each.users,
            "Told by": each.sources,
            "What": each.what or None,
        }
        for each in outages
    ]
    return Rows(pd.DataFrame(rows).astype({"Users": "Int64"}) if rows else pd.DataFrame(rows))


def ledger_rows(pieces: Sequence[LedgerPiece]) -> Rows:
    """Return a ledger, one row per stretch, instants in UTC and whole seconds."""
    rows = [
        {
            "From (UTC)": instant_text(instant(each.start)),
            "To (UTC)": instant_text(instant(each.until)),
            "Kind": each.kind.value,
            "Seconds": each.seconds,
            "Weight": each.weight / _MILLION,
            "Seconds down": each.down / _MILLION,
            "Why": each.why or None,
        }
        for each in pieces
    ]
    return Rows(pd.DataFrame(rows))


def _number(share: Fraction | None) -> float | None:
    return None if share is None else float(share)


def _minutes(seconds: Fraction | None) -> float | None:
    return None if seconds is None else float(seconds / _MINUTE)
