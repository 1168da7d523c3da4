"""Words of monitors on the Data page: they are offered the states of checks, not of tickets."""

from __future__ import annotations

import shutil
from pathlib import Path

from slm_analytics.settings import DataFolder
from tests.ingest.record_exports import sample_of
from tests.pages.conftest import Open, Stores, calm, texts
from tests.pages.test_data import upload
from tests.pages.test_pages import warehouse_of


def test_state_of_a_monitor_is_given_a_meaning(
    stores: Stores, tmp_path: Path, open_app: Open
) -> None:
    folder = DataFolder(shutil.copytree(stores("one").root, tmp_path / "one"))
    app = open_app(folder, "data")
    upload(app, ("kuma.csv", sample_of("uptime_kuma").read_bytes()))
    app.button(key="accept").click().run()
    calm(app)
    assert "1 word not known" in texts(app)
    (box,) = [each for each in app.selectbox if each.label.startswith("State 4")]
    words = ["up", "down", "degraded", "maintenance", "paused", "unknown"]
    assert [each.casefold() for each in box.options[1:]] == words
    box.set_value("paused")
    (save,) = [each for each in app.button if each.label == "Save meanings"]
    save.click().run()
    calm(app)
    found = warehouse_of(folder).query(
        "SELECT state, count(*) AS checks FROM uptime_check GROUP BY 1 ORDER BY 1"
    )
    assert dict(zip(found["state"], found["checks"], strict=True)) == {
        "down": 2, "maintenance": 1, "paused": 1, "unknown": 1, "up": 5,
    }  # fmt: skip
