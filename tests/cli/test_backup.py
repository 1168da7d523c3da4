"""`backup` and `restore` as commands."""

from __future__ import annotations

from pathlib import Path

import pytest

from slm_analytics.settings import DataFolder
from tests.cli.conftest import Slm

pytestmark = pytest.mark.usefixtures("in_process")


def test_commands_when_a_folder_is_moved(desk: DataFolder, tmp_path: Path, slm: Slm) -> None:
    path = tmp_path / "b.zip"
    said = slm("--data", desk.root, "backup", path, "--json")
    assert (said.code, said.values["generation"]) == (0, 1)
    assert slm("--data", desk.root, "backup", path).code == 2
    other = tmp_path / "other"
    assert slm("--data", other, "restore", path, "--json").values["parts"] == said.values["parts"]
    assert slm("--data", other, "verify").out == "All is well.\n"
    figure = ("metric", "source_flag_compliance", "--by", "month", "--json")
    assert slm("--data", other, *figure).values == slm("--data", desk.root, *figure).values
