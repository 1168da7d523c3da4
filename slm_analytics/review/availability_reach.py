"""What is loaded, where something of it tells of uptime."""

from __future__ import annotations

from slm_analytics.review.availability_units import counted_until
from slm_analytics.review.coverage import Coverage, coverage
from slm_analytics.warehouse.connection import Warehouse


def uptime_coverage(warehouse: Warehouse) -> Coverage | None:
    """Return what is loaded; None where nothing tells of the uptime of any service."""
    return None if counted_until(warehouse) is None else coverage(warehouse)
