"""Logging: events, counts and reference numbers; never ticket text, names or values."""

from __future__ import annotations

import logging
import logging.handlers
import secrets
import sys
import traceback

from slm_analytics.settings import DataFolder

LOGGER = logging.getLogger("slm_analytics")


def start_logging(folder: DataFolder) -> None:
    """Send the log to a rotating file in `folder`; calling it again changes nothing."""
    if LOGGER.handlers:
        return
    try:
        folder.logs.mkdir(parents=True, exist_ok=True)
        handler: logging.Handler = logging.handlers.RotatingFileHandler(
            folder.logs / "slm_analytics.log", maxBytes=2_000_000, backupCount=3, encoding="utf-8"
        )
    except OSError:
        handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    LOGGER.addHandler(handler)
    LOGGER.setLevel(logging.INFO)


def report_bug(error: BaseException, *, doing: str) -> str:
    """Log where an unexpected error came from and return the reference number to show.

    The error's own words are left out: they may hold a value of a ticket.
    """
    reference = secrets.token_hex(4)
    stack = "".join(traceback.format_tb(error.__traceback__))
    LOGGER.error("reference %s while %s: %s\n%s", reference, doing, type(error).__name__, stack)
    return reference
