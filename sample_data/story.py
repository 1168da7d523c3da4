"""The form of a planted story."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from sample_data.ticket import Ticket


@dataclass(frozen=True, kw_only=True)
class Story:
    """One story.

    Attributes:
        name: Its key in stories.json.
        title: What happened, as a headline.
        what: What a reader should see, and why.
        tickets: The tickets it is about.
        facts: Further entries of stories.json; a ticket in them is written as its number.
    """

    name: str
    title: str
    what: str
    tickets: Sequence[Ticket]
    facts: dict[str, object] = field(default_factory=dict)
