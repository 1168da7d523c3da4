"""The provider's ServiceNow: the incident list and the incident log as its CSV export writes them.

Windows-1252, CRLF, field names as header, every field in double quotes, database values for dates
and booleans, times naive in the zone of the exporting user.
"""

import csv
from collections.abc import Iterable
from datetime import datetime
from io import StringIO
from zoneinfo import ZoneInfo

from sample_data.extracts import Extract
from sample_data.people import is_vip
from sample_data.ticket import State, Ticket, Update

ENCODING = "cp1252"
_PRIORITIES = {1: "1 - Critical", 2: "2 - High", 3: "3 - Moderate", 4: "4 - Low"}
_ENDED = (State.RESOLVED, State.CLOSED)


def incident_list(extract: Extract) -> bytes:
    """The list: one row for each ticket."""
    return _csv(_list_row(ticket, update) for ticket, update in extract.tickets)


def incident_log(extract: Extract) -> bytes:
    """The audit log: one row for each update."""
    return _csv(_log_row(ticket, update) for ticket, update in extract.log)


def _csv(rows: Iterable[dict[str, object]]) -> bytes:
    text = StringIO(newline="")
    writer = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    for n, row in enumerate(rows):
        if n == 0:
            writer.writerow(row)
        writer.writerow(row.values())
    return text.getvalue().encode(ENCODING)


def _list_row(ticket: Ticket, update: Update) -> dict[str, object]:
    step = update.step
    opened = ticket.opened_at
    return {
        "number": ticket.number,
        "opened_at": _local(ticket, opened),
        "short_description": ticket.subject,
        "caller_id": ticket.caller,
        "u_vip": _boolean(is_vip(ticket.caller)),
        "company": ticket.customer.name,
        "location": ticket.site,
        "business_service": ticket.service.name if ticket.service else "",
        "cmdb_ci": ticket.ci,
        "category": ticket.category,
        "subcategory": ticket.subcategory,
        "contact_type": ticket.channel,
        "priority": _PRIORITIES[step.priority],
        "state": step.state,
        "hold_reason": step.hold,
        "assignment_group": step.group,
        "assigned_to": step.assignee,
        "vendor": step.vendor,
        "parent_incident": ticket.parent.number if ticket.parent else "",
        "duplicate_of": ticket.duplicate_of.number if ticket.duplicate_of else "",
        "close_code": ticket.close_code if step.state in _ENDED else "",
        "reassignment_count": update.reassignments,
        "reopen_count": update.reopens,
        "made_sla": _boolean(update.made_sla),
        "sla_due": _local(ticket, update.sla_due),
        "resolved_at": _local(ticket, update.resolved_at),
        "closed_at": _local(ticket, update.closed_at),
        "sys_updated_on": _local(ticket, step.at),
        "sys_mod_count": update.mod_count,
    }


def _log_row(ticket: Ticket, update: Update) -> dict[str, object]:
    step = update.step
    return {
        "number": ticket.number,
        "incident_state": step.state,
        "hold_reason": step.hold,
        "priority": _PRIORITIES[step.priority],
        "assignment_group": step.group,
        "vendor": step.vendor,
        "made_sla": _boolean(update.made_sla),
        "reassignment_count": update.reassignments,
        "reopen_count": update.reopens,
        "sys_mod_count": update.mod_count,
        "sys_updated_on": _local(ticket, step.at),
        "opened_at": _local(ticket, ticket.opened_at),
        "resolved_at": _local(ticket, update.resolved_at),
        "closed_at": _local(ticket, update.closed_at),
    }


def _boolean(value: bool) -> str:
    return "true" if value else "false"


def _local(ticket: Ticket, at: datetime | None) -> str:
    """A naive local time of the exporting user; empty where there is none."""
    if at is None:
        return ""
    return f"{at.astimezone(ZoneInfo(ticket.customer.export_zone)):%Y-%m-%d %H:%M:%S}"
