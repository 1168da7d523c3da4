"""Which tickets a line is about, and on which day they count: said once, for every statement."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent
LISTS = ("services", "record_types", "priorities", "categories", "sites", "groups", "vips")
OF_PARAMETERS = "${name}::VARCHAR[]"
_OF_LINE = re.compile(r"\{line: (\w+)\}")


@cache
def text_of(name: str) -> str:
    """Return the text of a statement, or of a part of one, without its comments."""
    lines = (FOLDER / f"{name}.sql").read_text("utf-8").splitlines()
    return "\n".join(line for line in lines if not line.lstrip().startswith("--"))


def population(ticket: str, lists: str) -> str:
    """Return the condition that a line is about a ticket, its customer left aside.

    Args:
        ticket: the name of the table of tickets in the statement.
        lists: how the statement names a list of the line, `{name}` being the list's own name.
    """
    text = text_of("population").replace("{ticket}", ticket)
    return _OF_LINE.sub(lambda found: lists.format(name=found[1]), text)


def counted(ticket: str) -> str:
    """Return the condition that a ticket counts in any line."""
    return text_of("counted").replace("{ticket}", ticket)


def day(ticket: str, is_decided: str) -> str:
    """Return the day on which the clock `c` of a ticket counts."""
    return text_of("day").replace("{ticket}", ticket).replace("{is_decided}", is_decided)
