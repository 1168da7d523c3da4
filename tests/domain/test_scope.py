"""Questions that are equal are equal keys."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import permutations

from slm_analytics.domain.period import Month, Period
from slm_analytics.domain.scope import NONE, Dimension, Event, Scope

LIMITS = (
    (Dimension.CUSTOMER, ("B", "A", NONE)),
    (Dimension.SERVICE, ("VPN",)),
    (Dimension.PRIORITY, ("P2", "P1", "P1")),
)


def test_scopes_are_equal_when_their_limits_were_set_in_another_order() -> None:
    made = set()
    for order in permutations(LIMITS):
        scope = Scope()
        for dimension, values in order:
            scope = scope.limited(dimension, tuple(reversed(values)))
        made.add(scope)
    assert len(made) == 1
    assert dict(made.pop().only)[Dimension.PRIORITY] == ("P1", "P2")


def test_a_limit_is_gone_when_it_is_set_to_nothing() -> None:
    limited = Scope().limited(Dimension.CUSTOMER, ("A",))
    assert limited != Scope()
    assert limited.limited(Dimension.CUSTOMER, ("B",)).only == ((Dimension.CUSTOMER, ("B",)),)
    assert limited.limited(Dimension.CUSTOMER, ()) == Scope()


def test_a_scope_keeps_the_rest_when_its_period_changes() -> None:
    scope = Scope(month_of=Event.DUE, as_of=datetime(2026, 1, 1, tzinfo=UTC))
    scope = scope.limited(Dimension.SERVICE, ("VPN",))
    period = Period.of_months(Month(2026, 1), Month(2026, 1))
    moved = scope.over(period)
    assert (moved.period, moved.over(None)) == (period, scope)
    assert (moved.month_of, moved.as_of, moved.only) == (scope.month_of, scope.as_of, scope.only)
