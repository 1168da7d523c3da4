"""What the words of a tool's records can mean, where they are no tickets."""

from __future__ import annotations

from slm_analytics.ingest.mapping import built_in


def record_meanings(system: str, field: str) -> tuple[str, ...]:
    """Return the words that a field of a tool's records knows; empty where that field is open.

    Outages and checks have states of their own: a monitor that says `flapping` must not be
    offered the states of a ticket.
    """
    for mapping in built_in().values():
        words = {} if mapping.form.is_tickets else mapping.form.words.get(field, {})
        if mapping.system == system and words:
            return tuple(dict.fromkeys(words.values()))
    return ()
