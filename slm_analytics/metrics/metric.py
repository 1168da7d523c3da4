"""What a metric is, and how one is read from its SQL file.

A metric is one file in `definitions/<subject>/`: a TOML header in a block
comment, then one SELECT over `scoped`, the rows the runner lets through. The
file name is the metric's name. Nothing about a metric is written anywhere
else: pages, exports, documentation and tests all read it from here.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from pathlib import Path

from slm_analytics.domain.scope import Event
from slm_analytics.domain.unit import Better, Unit
from slm_analytics.errors import MetricError

_HEADER = re.compile(r"\A/\*---\n(?P<toml>.*?)\n---\*/\n(?P<sql>.*)\Z", re.DOTALL)
_NAME = re.compile(r"[a-z][a-z_0-9]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Metric:
    """One declared measure of service.

    Attributes:
        name, subject: the file's name and folder.
        title, definition: what people read.
        practice: the ITIL practice it belongs to.
        mart: the table it counts over.
        population: the condition of the mart's rows that are meant at all, where it
            holds several kinds; other rows are nowhere counted, not even as left out.
        event: the event whose civil date decides its month.
        unit, better: of the figure.
        source: where the definition comes from.
        additive: the SELECT yields `numerator` and `denominator` (or only a
            numerator, for counts); both may be summed. Shares of time yield
            seconds, and `n` beside them. Otherwise it yields `value` and `n`.
        counts: what it counts, one of them in words.
        nothing: the answer where rows are there and nothing to divide by; "": no data.
        at_instant: counted at an instant (the end of a period), not over one.
        warn_below: fewer counted tickets than this make the figure unsteady.
        hit: for shares, the condition that counts into the numerator.
        excluded: reason -> condition; rows left out, counted on the receipt.
        known_now: what it counts that exports tell only of today, in words;
            such a figure cannot be given as of an earlier instant.
        sql: the SELECT.
    """

    name: str
    subject: str
    title: str
    definition: str
    practice: str
    mart: str
    event: Event
    unit: Unit
    better: Better
    source: str
    sql: str
    additive: bool = True
    counts: str = "ticket"
    nothing: str = ""
    at_instant: bool = False
    warn_below: int = 0
    hit: str = ""
    population: str = ""
    known_now: str = ""
    excluded: dict[str, str] = field(default_factory=dict)

    @property
    def is_sum(self) -> bool:
        """Whether it is a sum alone: nothing is divided by anything."""
        return self.additive and "denominator" not in self.sql

    @property
    def counts_rows(self) -> bool:
        """Whether the SELECT tells beside its figure of how many rows it is."""
        return bool(re.search(r"\bAS n\b", self.sql))

    @property
    def of_tickets(self) -> bool:
        """Whether its rows are tickets, or clocks of tickets: what a list of them can show."""
        return self.mart != "availability_day"


def read_metric(path: Path) -> Metric:
    """Read one declaration.

    Raises:
        MetricError: the header is missing, or a key in it is missing,
            unknown or has a value outside its enumeration.
    """
    match = _HEADER.match(path.read_text(encoding="utf-8"))
    if match is None:
        raise MetricError(
            f"{path.name} does not start with a /*--- header.",
            remedy="Copy the header of another file in definitions/.",
        )
    try:
        header = tomllib.loads(match["toml"])
        if not _NAME.fullmatch(header["mart"]):
            raise ValueError(f"mart {header['mart']!r} is not a name")
        return Metric(
            name=path.stem,
            subject=path.parent.name,
            definition=" ".join(header.pop("definition").split()),
            unit=Unit(header.pop("unit")),
            better=Better(header.pop("better")),
            event=Event(header.pop("event")),
            sql=match["sql"].strip(),
            **header,
        )
    except (KeyError, TypeError, ValueError) as error:
        raise MetricError(f"{path.name}: bad header: {error}.") from error
