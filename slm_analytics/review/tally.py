"""Clocks counted: how many kept their target, of how many, and how many had to."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from slm_analytics.register.cell import share_of
from slm_analytics.review.queries import statement
from slm_analytics.review.tile import FEW
from slm_analytics.warehouse.connection import Warehouse


@dataclass(frozen=True, slots=True)
class Tally:
    """Decided clocks of some tickets, added up.

    Attributes:
        met, decided: of all.
        agreed_met, agreed: of those whose target has an agreed share.
        needed: how many of the latter had to be met: each target's own share of its tickets.
        shares: the different shares agreed.
    """

    met: int = 0
    decided: int = 0
    agreed_met: int = 0
    agreed: int = 0
    needed: Decimal = Decimal(0)
    shares: frozenset[Decimal] = frozenset()

    @classmethod
    def of(cls, met: int, decided: int, share: Decimal | None) -> Tally:
        """Return the tally of one target's tickets."""
        if share is None:
            return cls(met, decided)
        return cls(met, decided, met, decided, share * decided, frozenset({share}))

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            self.met + other.met,
            self.decided + other.decided,
            self.agreed_met + other.agreed_met,
            self.agreed + other.agreed,
            self.needed + other.needed,
            self.shares | other.shares,
        )

    @property
    def missed(self) -> int:
        """How many missed their target."""
        return self.decided - self.met

    @property
    def share(self) -> float:
        """The share met; NaN where nothing was decided."""
        return self.met / self.decided if self.decided else float("nan")

    @property
    def mark(self) -> float:
        """The share that had to be met, over all targets together; NaN where none is agreed."""
        return float(self.needed / self.agreed) if self.agreed else float("nan")

    @property
    def is_few(self) -> bool:
        """Whether so few were decided that a share says nothing."""
        return 0 < self.decided < FEW

    @property
    def kept(self) -> bool | None:
        """Whether as many were met as had to be; None where that cannot be said."""
        if not self.agreed or self.is_few:
            return None
        return self.agreed_met >= self.needed


def agreed_shares(warehouse: Warehouse) -> dict[int, Decimal]:
    """Return the share agreed with each line of the register that has one."""
    rows = warehouse.query(statement("agreed_shares"))
    shares = zip(rows["line"], (share_of(str(text)) for text in rows["share"]), strict=True)
    return {int(line): share for line, share in shares if share is not None}
