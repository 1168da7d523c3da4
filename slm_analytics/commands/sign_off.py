"""`sign-off`: what a month counted stays so, whatever changes later."""

from __future__ import annotations

from slm_analytics.commands.answer import Answer, Arguments
from slm_analytics.domain.period import Month
from slm_analytics.ingest import sign_off as intake
from slm_analytics.settings import DataFolder


def sign_off(folder: DataFolder, given: Arguments) -> Answer:
    """Sign a month of a customer off, or take that back."""
    month = Month.parse(given.month)
    if given.take_back:
        number = intake.take_back(folder, given.customer, month, who=given.who)
    else:
        number = intake.sign_off(folder, given.customer, month, who=given.who, why=given.why)
    values = {"month": str(month), "customer": given.customer, "generation": number,
              "signed_off": not given.take_back}  # fmt: skip
    done = "sign-off taken back" if given.take_back else "signed off"
    return Answer(values, [f"{month}: {done} (generation {number})."])
