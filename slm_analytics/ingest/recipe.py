"""How a file was read and understood: what a load needs to be repeated exactly."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, field
from typing import Any

from slm_analytics.ingest.date_order import DateOrder
from slm_analytics.ingest.repairs import NO_REPAIRS, Repairs, repairs_from_plain

EVERY = "*"
BEFORE = "before"


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """The choices behind a load; JSON all through.

    Attributes:
        source: name of the mapping.
        mapping: the mapping itself as JSON when it is not built in.
        customer: who is served where the file does not say; may be empty.
        zone: the zone of local times, and of the civil dates.
        date_orders: field -> order, where it was decided or asked; before the
            file is read, `*` holds what was said of it, and `BEFORE` what was
            said or found the last time.
        sheet, encoding, delimiter: how the file was parsed.
        repairs: what a person mended in it.
    """

    source: str
    zone: str
    customer: str = ""
    mapping: str = ""
    date_orders: dict[str, str] = field(default_factory=dict)
    sheet: str = ""
    encoding: str = ""
    delimiter: str = ""
    repairs: Repairs = NO_REPAIRS

    def as_json(self) -> str:
        """Return the recipe as JSON with sorted keys: equal recipes, equal texts.

        Where nothing was mended nothing is said of it: such loads keep their identity.
        """
        said = asdict(self) | {"repairs": self.repairs.plain()}
        if not self.repairs:
            del said["repairs"]
        return json.dumps(said, sort_keys=True, ensure_ascii=False)

    def excludes(self, other: Recipe) -> bool:
        """Return whether another load of the same file reads the same part of it.

        Two sheets, or two tables that were each chosen, are parts of their own: both stay
        loaded. Who reads all tables, or chose none, reads every part.
        """
        if self.sheet != other.sheet:
            return False
        tables = {self.repairs.table, other.repairs.table}
        return len(tables) == 1 or not all(table.isdigit() for table in tables)

    def order_of(self, name: str) -> DateOrder | None:
        """Return the order of field `name`, or the one that holds for all fields."""
        word = self.date_orders.get(name) or self.date_orders.get(EVERY)
        return DateOrder(word) if word else None

    def order_before(self) -> DateOrder | None:
        """Return the order of the file read last, for what this one leaves open."""
        word = self.date_orders.get(BEFORE)
        return DateOrder(word) if word else None


def recipe_from_json(text: str) -> Recipe:
    """Read what `Recipe.as_json` wrote."""
    kept: dict[str, Any] = json.loads(text)
    return Recipe(**{**kept, "repairs": repairs_from_plain(kept.get("repairs", {}))})


def load_id(sha256: str, recipe: Recipe) -> str:
    """Return the identity of a load: the same file read in the same way is the same load."""
    digest = hashlib.sha256(f"{sha256}\n{recipe.as_json()}".encode())
    return digest.hexdigest()[:12]
