"""Set-up, step 3: one grid of times, share and hours, a row per priority."""

from __future__ import annotations

from dataclasses import astuple, dataclass, field

import pandas as pd
import streamlit as st

from slm_analytics.domain.scope import Dimension, Scope
from slm_analytics.register.agreement_grid import ALWAYS, GridRow, grid_of, with_grid
from slm_analytics.register.customer_copy import agrees, copied
from slm_analytics.register.grid_input import HEADINGS, over, pasted, read_grid
from slm_analytics.register.length import seconds_text
from slm_analytics.register.rows import Register
from slm_analytics.review.contract_guess import Guess
from slm_analytics.review.contract_proposal import Proposal
from slm_analytics.review.contract_reading import contract_guess
from slm_analytics.review.contract_register import calendar_name, with_calendar
from slm_analytics.review.sentences import counted
from slm_analytics.ui.cards import card
from slm_analytics.ui.register_workbook import show_findings
from slm_analytics.ui.setup_desk import Desk, first_day, save_bar, save_now
from slm_analytics.ui.setup_hours import main_calendar
from slm_analytics.ui.text import md

_DRAFTS = "setup.drafts"


@dataclass
class Draft:
    """A grid that was filled in otherwise than by typing, and is not saved yet."""

    rows: list[GridRow] = field(default_factory=list)
    proposals: tuple[Proposal, ...] = ()
    round: int = 0

    def fill(self, typed: list[GridRow], rows: list[GridRow]) -> None:
        """Put rows over what was typed; a new number draws the table anew."""
        self.rows = over(typed, rows)
        self.round += 1


def grid_step(desk: Desk) -> None:
    """Show the grid, and the ways to fill it; what is typed stays until it is saved."""
    with card(
        "setup_grid", f"What is agreed with {desk.whom}?",
        "Times such as 90 min, 4 h or 2 d (working days); the share of tickets that has to be"
        " within them. A blank cell: nothing is agreed. Cells can be pasted from Excel.",
    ):  # fmt: skip
        draft = _draft(desk)
        _ways(desk, draft)
        rows = _editor(desk, draft)
        first = first_day(desk)
        save_bar(desk, "Save targets and go on", lambda register: _agreed(
            desk, register, rows, draft, first))  # fmt: skip


def _draft(desk: Desk) -> Draft:
    drafts: dict[tuple[str, int], Draft] = st.session_state.setdefault(_DRAFTS, {})
    return drafts.setdefault((desk.customer, desk.base), Draft())


def _calendars(desk: Desk, draft: Draft) -> list[str]:
    """Return the names that hours may have: the customer's own first."""
    known = [row["calendar_id"] for row in desk.register["calendars"]]
    guessed = [calendar_name(each) for each in draft.proposals]
    own = _usual_hours(desk)
    return list(dict.fromkeys([*([own] if own else []), *known, *guessed, ALWAYS]))


def _usual_hours(desk: Desk) -> str:
    """Return the customer's own hours; empty while they are not told."""
    own = main_calendar(desk.register, desk.customer)
    return own if any(row["calendar_id"] == own for row in desk.register["calendars"]) else ""


def _shown(desk: Desk, draft: Draft) -> list[GridRow]:
    """Return the rows to begin with: what is in force, and over it what was filled in."""
    rows = over(grid_of(desk.register, desk.customer, desk.found.priorities(desk.customer)),
                draft.rows)  # fmt: skip
    usual = _usual_hours(desk)
    return [
        row if row.hours or not row.is_blank else GridRow(**{**_cells(row), "hours": usual})
        for row in rows
    ]


def _cells(row: GridRow) -> dict[str, str]:
    names = ("priority", "response", "resolution", "share", "hours")
    return dict(zip(names, astuple(row), strict=True))


def _editor(desk: Desk, draft: Draft) -> list[GridRow]:
    shown = _shown(desk, draft)
    frame = pd.DataFrame([astuple(row) for row in shown], columns=list(HEADINGS), dtype="str")
    hours = list(
        dict.fromkeys([*_calendars(desk, draft), *(row.hours for row in shown if row.hours)])
    )
    edited: pd.DataFrame = st.data_editor(
        frame, hide_index=True, key=_editor_key(desk, draft), disabled=["Priority"],
        height="content",
        column_config={
            "Response": st.column_config.TextColumn(help="Until the first answer: 30 min, 1 h"),
            "Resolution": st.column_config.TextColumn(help="Until it is resolved: 4 h, 2 d"),
            "Share": st.column_config.TextColumn(help="Of tickets within the time: 95 %"),
            "Hours": st.column_config.SelectboxColumn(options=hours, width="medium"),
        },
    )  # fmt: skip
    plain = edited.astype(object).where(edited.notna(), "")
    return [GridRow(**dict(zip(_cells(shown[0]), row, strict=True)))
            for row in plain.itertuples(index=False, name=None)]  # fmt: skip


def _editor_key(desk: Desk, draft: Draft) -> str:
    return f"{desk.key('grid')}_{draft.round}"


def _typed(desk: Desk, draft: Draft) -> list[GridRow]:
    """Return the rows with what was typed into the table up to now."""
    rows = _shown(desk, draft)
    held = st.session_state.get(_editor_key(desk, draft)) or {}
    for place, cells in dict(held.get("edited_rows", {})).items():
        told = {str(name).lower(): str(cell or "") for name, cell in cells.items()}
        rows[int(place)] = GridRow(**{**_cells(rows[int(place)]), **told})
    return rows


def _ways(desk: Desk, draft: Draft) -> None:
    """Show the ways to fill the grid without typing."""
    others = [each for each in desk.found.customers if each != desk.customer]
    others = [each for each in others if agrees(desk.register, each)]
    with st.container(horizontal=True, vertical_alignment="bottom", key="setup_ways"):
        if st.button("Guess from the tool's due times", icon=":material/psychology:",
                     key="setup_guess", help="Takes some seconds"):  # fmt: skip
            _guess(desk, draft)
        with st.popover("Paste from Excel", icon=":material/content_paste:", key="setup_pop"):
            _paste(desk, draft)
        if others and not agrees(desk.register, desk.customer):
            with st.popover("Copy from another customer", icon=":material/content_copy:",
                            key="setup_copy_pop"):  # fmt: skip
                source = st.selectbox("Copy from", others, key=desk.key("source"))
                st.caption("Hours, targets and lines, as they are in force there.")
                if st.button("Copy and go on", key="setup_copy", type="primary"):
                    save_now(desk, lambda register: copied(register, str(source), desk.customer))


def _paste(desk: Desk, draft: Draft) -> None:
    text = st.text_area(
        "Cells copied from a sheet", key=desk.key("paste"), height=160, width=520,
        placeholder="Priority\tResponse\tResolution\tShare\tHours",
    )  # fmt: skip
    if st.button("Put into the grid", key="setup_paste", type="primary"):
        rows, findings = pasted(text or "")
        if findings:
            show_findings(findings)
        typed = _typed(desk, draft)
        hours = {row.priority: row.hours for row in typed}
        usual = _usual_hours(desk)
        for place, row in enumerate(rows):  # cells that say no hours leave those of the grid
            held = row.hours or hours.get(row.priority) or usual
            rows[place] = GridRow(**{**_cells(row), "hours": held})
        draft.fill(typed, rows)
        words = f"{counted(len(rows), 'row')} put into the grid; nothing is saved yet."
        st.caption(words)


def _guess(desk: Desk, draft: Draft) -> None:
    scope = Scope()
    if desk.customer:
        scope = scope.limited(Dimension.CUSTOMER, (desk.customer,))
    with st.spinner("Comparing calendars. This takes some seconds, once."):
        guess = desk.page.ask(contract_guess, scope)
    best = _best(guess)
    if not best:
        st.info("The tool's due times and verdicts tell no contract.", icon=":material/info:")
        return
    shown = {row.priority: row for row in _typed(desk, draft)}
    rows = []
    for priority, each in best.items():
        before = _cells(shown.get(priority, GridRow(priority=priority)))
        told = {"resolution": seconds_text(each.target_seconds), "hours": calendar_name(each)}
        rows.append(GridRow(**{**before, **told}))
    draft.proposals = tuple(best.values())
    draft.fill(list(shown.values()), rows)
    for each in best.values():
        st.caption(md(each.sentence()))


def _best(guess: Guess) -> dict[str, Proposal]:
    """Return for each priority the proposal that stands for most tickets."""
    found: dict[str, Proposal] = {}
    for each in sorted(guess.proposals, key=lambda proposal: proposal.of):
        found[each.priority] = each
    return dict(sorted(found.items()))


def _agreed(
    desk: Desk, register: Register, typed: list[GridRow], draft: Draft, first: object
) -> Register | None:
    rows, findings = read_grid([_settled(row) for row in typed], _calendars(desk, draft))
    if findings:
        show_findings(findings)
        return None
    used = {row.hours for row in rows if not row.is_blank}
    for each in draft.proposals:
        if calendar_name(each) in used:
            register = with_calendar(register, each)
    return with_grid(register, desk.customer, rows, first)  # type: ignore[arg-type]


def _settled(row: GridRow) -> GridRow:
    """Return a row without hours where nothing is agreed."""
    blank = not (row.response or row.resolution or row.share)
    return GridRow(priority=row.priority) if blank else row
