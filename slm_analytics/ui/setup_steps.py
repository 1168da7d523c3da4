"""The steps of the set-up, side by side: where the reader is, and what is done."""

from __future__ import annotations

import streamlit as st

from slm_analytics.ingest.set_up_answers import kept_answer
from slm_analytics.register.customer_copy import agrees
from slm_analytics.register.name_sheet import NameKind
from slm_analytics.register.spellings import written_names
from slm_analytics.ui.address import one
from slm_analytics.ui.setup_desk import STEPS, Desk, go_to_step
from slm_analytics.ui.setup_hours import main_calendar


def step_of_address() -> int:
    """Return the step that the address names, else the first."""
    return int(one("step", [str(number) for number in range(1, len(STEPS) + 1)], "1"))


def stepper(desk: Desk) -> None:
    """Show the steps as buttons; those that are done carry a mark."""
    ready = _done(desk)
    with st.container(horizontal=True, key="setup_steps"):
        for number, name in enumerate(STEPS, start=1):
            here = number == desk.step
            mark = ":material/check_circle:" if ready[number - 1] else ":material/circle:"
            st.button(
                f"{number} {name}", key=f"step_{number}", icon=mark,
                type="primary" if here else "secondary", on_click=go_to_step, args=(number,),
                help="Done" if ready[number - 1] else None, width="stretch",
            )  # fmt: skip


def _done(desk: Desk) -> list[bool]:
    folder, register, customer = desk.page.folder, desk.register, desk.customer
    called = written_names(register, NameKind.CUSTOMER)
    calendars = {row["calendar_id"] for row in register["calendars"]}
    judged = any(row["customer"] in (customer, "") for row in register["service_levels"])
    return [
        bool(kept_answer(folder, 1, "")) or bool(called),
        main_calendar(register, customer) in calendars,
        agrees(register, customer),
        bool(kept_answer(folder, 4, customer)) and agrees(register, customer),
        bool(kept_answer(folder, 5, customer)) and agrees(register, customer),
        judged,
    ]
