"""Another wording of a line: what it would have come to, and making it the next version."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

import pandas as pd
import streamlit as st

from slm_analytics.domain.month_count import MonthCount
from slm_analytics.domain.period import Month
from slm_analytics.domain.service_level import CLOCKED, Measure, State
from slm_analytics.errors import SlmError
from slm_analytics.ingest.register_intake import take_over
from slm_analytics.register.levels import level_of
from slm_analytics.register.rows import Register, Row
from slm_analytics.review.concerned import Concerned, concerned
from slm_analytics.review.replay import Replay, replay
from slm_analytics.review.replay_words import ReplayTold, told_of, tried_words
from slm_analytics.review.rows import Rows
from slm_analytics.review.scorecard_words import actual_words, misses_words, target_words
from slm_analytics.review.sentences import counted, listed, month_name
from slm_analytics.review.wording import becoming, row_of
from slm_analytics.ui.address import carried, said
from slm_analytics.ui.boxes import one_box
from slm_analytics.ui.cards import card, downloads, origin, palette, table_height
from slm_analytics.ui.notice import leave_notice
from slm_analytics.ui.register_workbook import who_and_why
from slm_analytics.ui.replay_wording import Tried
from slm_analytics.ui.scorecard_table import strips
from slm_analytics.ui.shell import SETUP_PAGE, Page, show_error

_TALLEST = 460


def choose_line(register: Register) -> Row | None:
    """Let the reader choose a line, and return its latest version; None where there is none."""
    rows = {
        row["level_id"]: row_of(register, row["level_id"])
        for row in register["service_levels"]
        if (row["measure"] or Measure.SHARE) in (*CLOCKED, Measure.AVAILABILITY)
    }
    if not rows:
        return None
    names = {
        level_id: ": ".join(filter(None, [row["customer"], row["name"] or level_id]))
        for level_id, row in rows.items()
    }
    customer = said("customer")
    first = next((each for each in rows if rows[each]["customer"] == customer), next(iter(rows)))
    chosen = one_box("Line", "line", list(rows), first, names.__getitem__)
    return rows[chosen]


def nothing_agreed() -> None:
    """Say that no line is agreed, with the way to the set-up."""
    st.info("No service level is agreed yet.", icon=":material/contract:")
    st.page_link(SETUP_PAGE, label="Say what is agreed", icon=":material/edit:",
                 query_params=carried())  # fmt: skip


def months_card(page: Page, wording: Tried, row: Row, month: Month) -> ReplayTold:
    """Show every month under both wordings; return what it comes to, in words."""
    level = level_of(wording.row)
    says = tried_words(level, wording.time)
    tried = page.ask(replay, level, month, wording.time)
    told = told_of(tried, level)
    colours = palette()
    months = [each.month for each in tried.months]
    title = f"{month_name(months[0])} to {month_name(months[-1])}, month by month"
    with card("replay", title, f"Tried: {says}"):
        before = [each.before for each in tried.months]
        after = [each.after.outcome.state if each.after else None for each in tried.months]
        in_force = f"In force: {target_words(level_of(row))}"
        strips([(in_force, before), (f"Tried: {says}", after)], months, colours)
        rows = _rows(tried)
        st.dataframe(
            rows.frame, hide_index=True, placeholder="–", key="replay_months",
            height=table_height(len(rows.frame), _TALLEST),
        )  # fmt: skip
        downloads(rows, origin(page, ("Line", level.level_id), ("Tried", says)),
                  "replay", "Replay")  # fmt: skip
    return told


def _rows(tried: Replay) -> Rows:
    rows = []
    for each in reversed(tried.months):
        after = each.after
        counts = [_counted(one) for one in after.counts] if after else []
        actual = None if after is None or after.outcome.actual is None else after.outcome.actual
        rows.append(
            {
                "Month": month_name(each.month),
                "In force": _state(each.before),
                "Tried": _state(after.outcome.state if after else None),
                "Reached": actual_words(
                    after.level, counts, None if actual is None else float(actual)
                ) if after else None,
                "Misses": misses_words(after.outcome.parts) or None if after else None,
            }
        )  # fmt: skip
    return Rows(pd.DataFrame(rows))


def _counted(count: MonthCount) -> tuple[int, int]:
    """Return what counts and of how many: tickets, or seconds of agreed time."""
    return (int(count.total), int(count.base)) if count.bases else (count.within, count.of)


def _state(state: State | None) -> str | None:
    return None if state is None else state.value


def save_card(page: Page, register: Register, tried: Tried) -> None:
    """Offer to make the wording the next version of the line, and of its targets."""
    level = level_of(tried.row)
    found = page.ask(concerned, level) if tried.time.is_other else None
    with card("keep", "Make it the next version", _changes(found)), \
            st.form("keep_wording", border=False):  # fmt: skip
        begins = st.date_input("Holds from", value=None, width=170)
        who, why = who_and_why()
        if st.form_submit_button("Put into the register", type="primary", icon=":material/save:"):
            names = found.target_ids if found else ()
            _keep(page, (register, tried, names), begins, who, why)


def is_changed(register: Register, tried: Tried) -> bool:
    """Return whether anything is tried that is not in force."""
    row = row_of(register, tried.row["level_id"])
    return tried.time.is_other or level_of(tried.row) != level_of(row)


def _changes(found: Concerned | None) -> str:
    """Return what else changes with the hours or pauses of a line."""
    words = "The version in force ends the day before."
    if found is None:
        return words
    names = listed(found.target_ids, most=5) or "no target"
    words += f" Changed with it: {names}."
    if found.elsewhere:
        words += (
            f" By these also run {counted(found.elsewhere, 'clock')} of tickets of other lines."
        )
    return words


def _keep(
    page: Page,
    what: tuple[Register, Tried, Collection[str]],
    begins: object,
    who: str,
    why: str,
) -> None:
    if not isinstance(begins, date):
        st.error("Say from which day it holds.", icon=":material/error:")
        return
    register, tried, names = what
    try:
        content = becoming(register, tried.row, tried.time, names, begins)
        number = take_over(page.folder, content, who=who, why=why)
    except SlmError as error:
        show_error(error)
        return
    leave_notice(f"The new version is in force from {begins.isoformat()} (generation {number}).")
    st.rerun()
