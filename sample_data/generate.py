"""Writes the sample extracts: python -m sample_data.generate [FOLDER].

Deterministic: the same code writes the same bytes, whatever the day, the machine or the folder.
Without an argument it writes into its own folder.
"""

import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

if __name__ == "__main__":
    sys.path[0] = str(Path(__file__).resolve().parent.parent)

from sample_data import stories_of_counting, stories_of_flags, stories_of_text, stories_of_time
from sample_data.agreed import register_workbook
from sample_data.aoyama_xlsx import MAPPING, ticket_workbook
from sample_data.arrivals import ordinary_tickets
from sample_data.availability import Availability
from sample_data.extracts import end_of_extracts, extracts, number
from sample_data.outage import Outage
from sample_data.portfolio import AOYAMA, AOYAMA_TOOL, CUSTOMERS, NORDLICHT, SERVICENOW
from sample_data.servicenow_csv import incident_list, incident_log
from sample_data.story import Story
from sample_data.ticket import Ticket

FOLDER = Path(__file__).resolve().parent


def planted_stories() -> list[Story]:
    """The stories whose tickets are made for them."""
    return [
        stories_of_time.bank_holiday_week(),
        stories_of_time.dst_change(),
        stories_of_time.reopened_ticket(),
        stories_of_time.hold_over_weekend(),
        stories_of_counting.major_incident(),
        stories_of_counting.tiny_month(),
        stories_of_counting.cancelled_after_due(),
        stories_of_text.formula_text(),
        stories_of_text.umlaut_names(),
        stories_of_flags.wrong_flags(),
    ]


def _all_tickets(told: Sequence[Story]) -> list[Ticket]:
    ordinary = [ticket for customer in CUSTOMERS for ticket in ordinary_tickets(customer)]
    return ordinary + [ticket for story in told for ticket in story.tickets]


def _plain(value: object) -> object:
    """A value as JSON knows it; a ticket or an outage becomes its number."""
    if isinstance(value, Ticket | Outage):
        return value.number
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return value


def _story_entry(story: Story) -> dict[str, object]:
    tickets = [_plain(t) for t in story.tickets if t.customer.tool == SERVICENOW]
    head = {"name": story.name, "title": story.title, "what": story.what, "tickets": tickets}
    return head | {key: _plain(value) for key, value in story.facts.items()}


def _json(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def files() -> Iterator[tuple[str, bytes]]:
    """Every generated file: its name and its bytes."""
    told = planted_stories()
    tickets = _all_tickets(told)
    by_tool = {tool: [t for t in tickets if t.customer.tool == tool] for tool in _NUMBERS}
    in_order = {tool: number(by_tool[tool], *form) for tool, form in _NUMBERS.items()}
    for extract in extracts(in_order[SERVICENOW], NORDLICHT.export_zone):
        yield f"servicenow_incident_{extract.month}.csv", incident_list(extract)
        yield f"servicenow_incident_log_{extract.month}.csv", incident_log(extract)
    for extract in extracts(in_order[AOYAMA_TOOL], AOYAMA.export_zone):
        yield f"aoyama_tickets_{extract.month}.xlsx", ticket_workbook(extract)
    told.append(
        stories_of_counting.drifting_service(tickets, end_of_extracts(NORDLICHT.export_zone))
    )
    availability = Availability(tickets, told)
    yield from availability.files()
    told += availability.stories
    yield "stories.json", _json([_story_entry(story) for story in told])
    yield "aoyama_mapping.json", _json(MAPPING)
    yield "register.xlsx", register_workbook()


_NUMBERS = {SERVICENOW: ("INC", 10001, 7), AOYAMA_TOOL: ("AS-", 100001, 6)}


def generate(folder: Path) -> None:
    """Writes every file into a folder, which is made where it is missing."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files():
        (folder / name).write_bytes(content)


if __name__ == "__main__":
    generate(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER)
