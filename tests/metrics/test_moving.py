"""A small change of the data changes a figure by as much, and no other."""

from __future__ import annotations

import tempfile
from collections import Counter
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from slm_analytics.domain.scope import Dimension, Scope
from slm_analytics.metrics.catalogue import metric
from slm_analytics.metrics.compute import compute
from slm_analytics.settings import DataFolder
from tests.warehouse.stores import File, Row, load, warehouse_of

SERVICES = ("Mail", "VPN", "Čisté služby", "'; DROP TABLE load; --", "")
services = st.sampled_from(SERVICES)


def rows_of(chosen: list[str]) -> list[Row]:
    return [
        {"ticket_id": f"T{place}", "opened_at": f"2026-01-{place + 1:02d} 08:00", "service": name}
        for place, name in enumerate(chosen)
    ]


def opened_by_service(chosen: list[str]) -> Counter[str]:
    with tempfile.TemporaryDirectory() as path:
        folder = DataFolder(Path(path))
        load(folder, File(name="tickets.csv", rows=rows_of(chosen)))
        warehouse = warehouse_of(folder)
        frame = compute(warehouse, metric("tickets_opened"), Scope(), [Dimension.SERVICE])
        warehouse.close()
    return Counter(
        {name or "": int(count) for name, count in frame[["service", "value"]].to_numpy()}
    )


@settings(max_examples=5, deadline=None)
@given(chosen=st.lists(services, min_size=1, max_size=25), data=st.data())
def test_one_count_moves_when_one_ticket_changes_its_service(
    chosen: list[str], data: st.DataObject
) -> None:
    place = data.draw(st.integers(0, len(chosen) - 1))
    other = data.draw(services)
    before = opened_by_service(chosen)
    after = opened_by_service([*chosen[:place], other, *chosen[place + 1 :]])
    assert before == Counter(chosen)
    before[chosen[place]] -= 1
    before[other] += 1
    assert +before == +after
