"""What a contract is guessed from, read from the store."""

from __future__ import annotations

import pandas as pd

from slm_analytics.domain.scope import Scope
from slm_analytics.metrics.catalogue import metric
from slm_analytics.metrics.statement import rows_statement
from slm_analytics.review.contract_guess import Guess, guess_contract
from slm_analytics.review.contract_holidays import RegisterHolidays
from slm_analytics.review.queries import statement
from slm_analytics.review.ticket_times import rules_in_force
from slm_analytics.statistics.contract_fit import Candidate
from slm_analytics.statistics.contract_search import Known
from slm_analytics.warehouse.connection import Warehouse

_KEY = ["system", "ticket_id"]


def contract_guess(warehouse: Warehouse, scope: Scope) -> Guess:
    """Guess the contract behind the tool's words on the tickets of a scope."""
    common, parameters = rows_statement(metric("tickets_opened"), scope)
    tickets = warehouse.query(f"{common}\n{statement('contract_tickets')}", parameters)
    pauses = _placed(warehouse.query(statement("contract_pauses")), tickets)
    return guess_contract(tickets, pauses, _known(warehouse))


def _known(warehouse: Warehouse) -> Known:
    """Return what the search starts from: the register's calendars, and zones of files and them."""
    versions = [each for each in rules_in_force(warehouse).calendars if not each.site]
    around = [each for each in versions if each.calendar.always_open]
    agreed = tuple(
        Candidate(calendar=version.calendar, calendar_id=version.calendar_id)
        for version in versions
        if version not in around[1:]  # all of them are open at the same instants
    )
    files = [str(zone) for zone in warehouse.query(statement("contract_zones"))["zone"]]
    zones = [*files, *(each.calendar.zone for each in agreed), "UTC"]
    return Known(zones=tuple(dict.fromkeys(zones)), calendars=agreed, public=RegisterHolidays())


def _placed(pauses: pd.DataFrame, tickets: pd.DataFrame) -> pd.DataFrame:
    """Return pauses with the row of their ticket."""
    rows = tickets[_KEY].assign(ticket=range(len(tickets)))
    placed = pauses.merge(rows, on=_KEY)
    return placed.rename(columns={"start_at": "start", "until_at": "until"})
