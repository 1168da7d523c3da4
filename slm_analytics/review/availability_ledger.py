"""The account of a service's time: every second of a period, who claims what, and what counted.

It is made from the claims, windows and exclusions that the figures of a
generation were made from, and adds up to the same seconds.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from slm_analytics.domain.availability import AvailabilityFigure, LedgerPiece, figure, ledger
from slm_analytics.domain.availability_policy import Claim, Maintenance, Span
from slm_analytics.domain.intervals import Interval
from slm_analytics.domain.rules import Rules
from slm_analytics.domain.service_calendar import DAY, OpenTime, ServiceCalendar
from slm_analytics.domain.service_time import CalendarPart, ServiceTime
from slm_analytics.domain.target import VersionRule
from slm_analytics.review.availability_units import CountedUnit
from slm_analytics.review.availability_words import claim_words, exclusion_words, window_words
from slm_analytics.review.queries import statement
from slm_analytics.warehouse.connection import Warehouse

_MARGIN = 3 * DAY


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """What is told of one unit, ready to be looked at in any window.

    Attributes:
        unit: the service under one version of its terms.
        rules: with the calendars in force.
        claims: down and degraded time, as sources tell it.
        maintenance, unknown: windows, and time that nobody watched.
        accepted, proposed: exclusions that count, and those that wait for an answer.
    """

    unit: CountedUnit
    rules: Rules
    claims: tuple[Claim, ...]
    maintenance: tuple[Maintenance, ...]
    unknown: tuple[Span, ...]
    accepted: tuple[Span, ...]
    proposed: tuple[Span, ...]

    def ledger(self, window: Interval, *, all_accepted: bool = False) -> tuple[LedgerPiece, ...]:
        """Return every second of a window within the unit's life.

        Args:
            window: seconds UTC, half-open.
            all_accepted: as if every exclusion that is proposed were accepted.
        """
        start, until = max(window[0], self.unit.start), min(window[1], self.unit.until)
        if start >= until:
            return ()
        return ledger(
            self.open_time((start, until)),
            (start, until),
            self.unit.policy,
            self.claims,
            self.maintenance,
            self.unknown,
            self.accepted + (self.proposed if all_accepted else ()),
        )

    def figure(self, window: Interval, *, all_accepted: bool = False) -> AvailabilityFigure:
        """Return what the ledger of a window adds up to."""
        return figure(self.ledger(window, all_accepted=all_accepted), self.unit.policy)

    def open_time(self, window: Interval) -> OpenTime:
        """Return the agreed service time around a window, past the unit's life too."""
        span = (window[0] - _MARGIN, window[1] + _MARGIN)
        name = self.unit.calendar
        parts = self.rules.parts(name, "", span[0], VersionRule.PER_STRETCH, span) if name else ()
        whole = ServiceCalendar(zone=self.unit.zone, always_open=True)
        return ServiceTime(parts or (CalendarPart(whole, *span),)).open


def account_of(warehouse: Warehouse, unit: CountedUnit, rules: Rules) -> Account:
    """Read what is told of a unit."""
    asked = {"unit_no": unit.unit_no}
    claims = warehouse.query(statement("availability_claims"), asked).to_dict("records")
    masks = warehouse.query(statement("availability_masks"), asked).to_dict("records")

    def spans(kind: str) -> tuple[Span, ...]:
        """Return the exclusions of a kind, in words."""
        return tuple(
            Span(int(row["start_s"]), int(row["until_s"]), exclusion_words(row))
            for row in masks
            if row["kind"] == kind
        )

    return Account(
        unit=unit,
        rules=rules,
        claims=tuple(_claim(row) for row in claims),
        maintenance=tuple(_maintenance(row) for row in masks if row["kind"] == "maintenance"),
        unknown=tuple(
            Span(int(row["start_s"]), int(row["until_s"]), "nobody watched")
            for row in masks
            if row["kind"] == "unknown"
        ),
        accepted=spans("accepted"),
        proposed=spans("proposed"),
    )


def _claim(row: dict[Any, Any]) -> Claim:
    return Claim(
        int(row["start_s"]),
        int(row["until_s"]),
        claim_words(row),
        int(row["weight_ppm"]),
        bool(row["is_degraded"]),
    )


def _maintenance(row: dict[Any, Any]) -> Maintenance:
    notice = row["notice_s"]
    return Maintenance(
        int(row["start_s"]),
        int(row["until_s"]),
        window_words(row),
        None if pd.isna(notice) else int(notice),
        bool(row["is_approved"]),
    )
