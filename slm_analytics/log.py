"""Logging: events, counts and reference numbers; never ticket text, names or values."""

from __future__ import annotations

import logging
import secrets
import sys
import traceback
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path

from slm_analytics.settings import DataFolder

LOGGER = logging.getLogger("slm_analytics")


class _LogFile(RotatingFileHandler):
    """A log file whose folder is made when there is something to write."""

    def _open(self) -> TextIOWrapper:
        Path(self.baseFilename).parent.mkdir(parents=True, exist_ok=True)
        return super()._open()

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802  a name of logging
        """Say it on standard error when the file cannot be written."""
        sys.stderr.write(f"{self.format(record)}\n")


def start_logging(folder: DataFolder) -> None:
    """Send the log to a rotating file in `folder`; calling it again changes nothing."""
    path = folder.logs / "slm_analytics.log"
    for handler in [each for each in LOGGER.handlers if isinstance(each, _LogFile)]:
        if Path(handler.baseFilename) == path:
            return
        LOGGER.removeHandler(handler)
        handler.close()
    log_file = _LogFile(path, maxBytes=2_000_000, backupCount=3, encoding="utf-8", delay=True)
    log_file.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    LOGGER.addHandler(log_file)
    LOGGER.setLevel(logging.INFO)


def report_bug(error: BaseException, *, doing: str) -> str:
    """Log where an unexpected error came from and return the reference number to show.

    The error's own words are left out: they may hold a value of a ticket.
    """
    reference = secrets.token_hex(4)
    stack = "".join(traceback.format_tb(error.__traceback__))
    LOGGER.error("reference %s while %s: %s\n%s", reference, doing, type(error).__name__, stack)
    return reference
