"""Aoyama's own service desk tool: a monthly workbook with headings no product knows beforehand."""

from datetime import datetime
from zoneinfo import ZoneInfo

from sample_data.extracts import Extract
from sample_data.ticket import Hold, State, Ticket, Update
from sample_data.xlsx_file import Cell, workbook

SHEET = "Tickets"
PRIORITIES = {1: "Urgent", 2: "High", 3: "Normal", 4: "Low"}
CHANNELS = {
    "phone": "Phone",
    "email": "Mail",
    "self-service": "Portal",
    "chat": "Chat",
    "monitoring": "Alert",
}
STATUSES = {
    State.NEW: "Open",
    State.IN_PROGRESS: "Assigned",
    State.RESOLVED: "Solved",
    State.CLOSED: "Closed",
    State.CANCELED: "Cancelled",
}
WAITING = {Hold.CALLER: "Waiting customer", Hold.VENDOR: "Waiting supplier"}

MAPPING: dict[str, object] = {
    "name": "aoyama_tickets",
    "title": "Aoyama service desk",
    "columns": {
        "ticket_id": "Ticket No",
        "record_type": "Type",
        "service": "Service",
        "priority": "Priority",
        "state": "Status",
        "site": "Site",
        "assignment_group": "Group",
        "channel": "Channel",
        "category": "Category",
        "opened_at": "Opened",
        "first_response_at": "First response",
        "resolved_at": "Solved",
        "closed_at": "Closed",
        "updated_at": "Updated",
        "reopen_count": "Reopens",
        "made_sla": "Within SLA",
        "short_description": "Subject",
        "requester": "Requester",
    },
    "values": {
        "priority": {"Urgent": "P1", "High": "P2", "Normal": "P3", "Low": "P4"},
        "state": {
            "Open": "new",
            "Assigned": "in_progress",
            "Waiting customer": "on_hold/awaiting_customer",
            "Waiting supplier": "on_hold/awaiting_vendor",
            "Solved": "resolved",
            "Closed": "closed",
            "Cancelled": "cancelled",
        },
        "record_type": {"Incident": "incident", "Service request": "request"},
    },
}


def ticket_workbook(extract: Extract) -> bytes:
    """The workbook of one month: one row for each ticket."""
    rows = [_row(ticket, update) for ticket, update in extract.tickets]
    return workbook(SHEET, "Aoyama Seimitsu", [list(rows[0]), *(list(r.values()) for r in rows)])


def _row(ticket: Ticket, update: Update) -> dict[str, Cell]:
    step = update.step
    return {
        "Ticket No": ticket.number,
        "Type": ticket.record_type,
        "Service": ticket.service.name if ticket.service else "",
        "Priority": PRIORITIES[step.priority],
        "Status": WAITING[step.hold] if step.state is State.ON_HOLD else STATUSES[step.state],
        "Requester": ticket.caller,
        "Site": ticket.site,
        "Group": step.group,
        "Channel": CHANNELS[ticket.channel],
        "Category": ticket.category,
        "Opened": _local(ticket, ticket.opened_at),
        "First response": _local(ticket, _first_response(ticket, update)),
        "Solved": _local(ticket, update.resolved_at),
        "Closed": _local(ticket, update.closed_at),
        "Updated": _local(ticket, step.at),
        "Reopens": update.reopens,
        "Within SLA": _within_sla(update),
        "Subject": ticket.subject,
    }


def _first_response(ticket: Ticket, update: Update) -> datetime | None:
    """When the ticket was first assigned; none for one solved or cancelled straight away."""
    past = ticket.updates[: update.mod_count + 1]
    return next((u.step.at for u in past if u.step.state is State.IN_PROGRESS), None)


def _within_sla(update: Update) -> str:
    """Yes or No once solved; blank while open, and for a cancelled ticket."""
    if update.resolved_at is None:
        return ""
    return "Yes" if update.made_sla else "No"


def _local(ticket: Ticket, at: datetime | None) -> datetime | None:
    if at is None:
        return None
    return at.astimezone(ZoneInfo(ticket.customer.export_zone)).replace(tzinfo=None)
