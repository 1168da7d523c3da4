"""What holds for every command: JSON alone on standard output, calm words, exit codes."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from slm_analytics import __version__
from slm_analytics.settings import DATA_VARIABLE, DataFolder
from tests.cli.conftest import Slm

ASKING = (
    ("status",),
    ("loads",),
    ("metrics",),
    ("metric", "tickets_opened"),
    ("metric", "source_flag_compliance", "--by", "month,priority"),
    ("metric", "time_to_resolve_median", "--receipt"),
    ("ticket", "T00001"),
    ("verify",),
)
REFUSED = (
    (("metric", "happiness"), 2, "happiness"),
    (("metric", "backlog", "--by", "colour"), 2, "colour"),
    (("metric", "backlog", "--from", "March"), 2, "March"),
    (("metric", "backlog", "--from", "2026-13"), 2, "2026-13"),
    (("metric", "backlog", "--from", "2026-03", "--until", "2026-02"), 2, "2026-02"),
    (("metric", "backlog", "--as-of", "noon"), 2, "noon"),
    (("ticket", "T99999"), 2, "T99999"),
    (("withdraw", "abc"), 2, "abc"),
    (("import", "nowhere.csv"), 2, "nowhere.csv"),
    (("map", "tickets", "priority", "sev 1", "P9"), 2, "P9"),
    (("export", "backlog", "--to", "figures.pdf"), 2, "figures.pdf"),
    (("export", "happiness", "--to", "figures.csv"), 2, "happiness"),
    (("init", "--sample"), 2, "Your own data"),
)
UNKNOWN_TO_THE_PARSER = (
    (),
    ("dance",),
    ("metric",),
    ("import",),
    ("export", "backlog"),
    ("metric", "backlog", "--month-of", "closed"),
    ("import", "a.csv", "--date-order", "dym"),
)


@pytest.mark.parametrize("command", ASKING, ids=" ".join)
def test_json_when_asked_before_or_after_the_command(
    command: tuple[str, ...], desk_folder: DataFolder, slm: Slm
) -> None:
    before = slm("--data", desk_folder.root, "--json", *command)
    after = slm(*command, "--json", "--data", desk_folder.root)
    assert (before.code, before.err) == (0, "")
    assert before.values == after.values
    assert not re.search(r"\bNaN\b|Infinity|NaT", before.out)


@pytest.mark.parametrize("command", ASKING, ids=" ".join)
def test_lines_when_no_json_is_asked(
    command: tuple[str, ...], desk_folder: DataFolder, slm: Slm
) -> None:
    said = slm("--data", desk_folder.root, *command)
    assert (said.code, said.err) == (0, "")
    assert said.out.strip()
    assert not said.out.startswith(("{", "["))


@pytest.mark.parametrize("command", ASKING, ids=" ".join)
def test_instants_when_in_json(command: tuple[str, ...], desk_folder: DataFolder, slm: Slm) -> None:
    """Every time of day in JSON is a whole instant in UTC, in one form."""
    out = slm("--data", desk_folder.root, "--json", *command).out
    times = re.findall(r'"([^"]*\d{2}:\d{2}[^"]*)"', out)
    said_by_the_file = {"exported", "text"}
    told = [each for each in times if not _stands_in(out, each, said_by_the_file)]
    assert all(re.fullmatch(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z", each) for each in told)


def _stands_in(out: str, text: str, keys: set[str]) -> bool:
    return any(f'"{key}": "{text}"' in out for key in keys)


@pytest.mark.parametrize(("command", "code", "words"), REFUSED)
def test_refusal_when_a_request_cannot_be_done(
    command: tuple[str, ...], code: int, words: str, desk_folder: DataFolder, slm: Slm
) -> None:
    told = slm("--data", desk_folder.root, *command)
    assert (told.code, told.out) == (code, "")
    assert words in told.err
    assert "Traceback" not in told.err
    asked = slm("--data", desk_folder.root, "--json", *command)
    assert asked.code == code
    assert words in asked.values["error"]
    assert asked.values["remedy"]


@pytest.mark.parametrize("command", UNKNOWN_TO_THE_PARSER, ids=" ".join)
def test_exit_when_the_command_is_wrongly_used(
    command: tuple[str, ...], store: DataFolder, slm: Slm
) -> None:
    said = slm("--data", store.root, *command)
    assert (said.code, said.out) == (2, "")
    assert said.err.startswith("usage: slm")
    assert not store.root.exists()


def test_asking_when_the_folder_was_never_used(store: DataFolder, slm: Slm) -> None:
    for command in (("status",), ("loads",), ("metrics",), ("verify",), ("metric", "happiness")):
        slm("--data", store.root, "--json", *command)
        assert not store.current.exists()


def test_folder_when_a_file_stands_there(tmp_path: Path, slm: Slm) -> None:
    (tmp_path / "data").write_text("a file")
    for command in (("status",), ("init",), ("metric", "backlog")):
        said = slm("--data", tmp_path / "data", *command)
        assert (said.code, said.out) == (2, "")
        assert "is not a folder" in said.err


def test_folder_when_the_variable_names_it(
    desk_folder: DataFolder, slm: Slm, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(DATA_VARIABLE, str(desk_folder.root))
    assert slm("status", "--json").values["tickets"] == 4


def test_bug_when_one_escapes(store: DataFolder, slm: Slm, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("slm_analytics.commands.store.current_manifest", lambda _: 1 / 0)
    said = slm("--data", store.root, "status", "--json")
    reference = re.search(r"Reference ([0-9a-f]{8})", said.values["error"])
    assert said.code == 1
    assert reference is not None
    assert "division" not in said.out + said.err
    assert reference[1] in (store.logs / "slm_analytics.log").read_text("utf-8")


def test_version_when_asked(slm: Slm) -> None:
    assert slm("--version").out == f"{__version__}\n"


def test_program_when_run_as_a_module_or_by_its_name(desk_folder: DataFolder, slm: Slm) -> None:
    script = shutil.which("slm", path=Path(sys.executable).parent)
    assert script is not None
    given = ("--data", str(desk_folder.root), "--json")
    for start, command in (
        ((sys.executable, "-m", "slm_analytics"), "status"),
        ((script,), "metrics"),
    ):
        done = subprocess.run([*start, *given, command], capture_output=True, check=True)
        assert done.stdout.decode("utf-8") == slm(*given, command).out
        assert done.stderr == b""


def test_program_when_its_reader_has_gone(desk_folder: DataFolder) -> None:
    command = [sys.executable, "-m", "slm_analytics", "--data", str(desk_folder.root), "metrics"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as program:
        assert program.stdout is not None
        assert program.stderr is not None
        program.stdout.close()
        assert program.stderr.read() == b""
        assert program.wait() == 0


def test_program_when_the_terminal_knows_no_unicode(tmp_path: Path) -> None:
    """JSON is UTF-8 whatever the terminal is; lines for people say `?` where it has no letter."""
    code = (
        "import sys\nfrom slm_analytics import console\n"
        "console.write_json('\"Größe 大\"') if sys.argv[1:] else console.write_lines(['Größe 大'])"
    )
    run = {
        flag: subprocess.run(
            [sys.executable, "-c", code, *flag],
            env={"PYTHONIOENCODING": "ascii", "PYTHONPATH": str(Path.cwd())},
            capture_output=True,
            check=True,
            cwd=tmp_path,
        ).stdout
        for flag in (("--json",), ())
    }
    assert run["--json",].decode("utf-8").strip() == '"Größe 大"'
    assert run[()].decode("ascii").strip() == "Gr??e ?"


def test_imports_when_a_command_does_not_need_them(store: DataFolder) -> None:
    """Libraries take longer to come up than most commands take; none waits for another's."""
    code = f"""
import sys
from slm_analytics.cli import main

def loaded(*names):
    print(sorted(set(names) & set(sys.modules)), file=sys.stderr)

for command in ("status", "loads", "metrics"):
    main(["--data", {str(store.root)!r}, command])
loaded("pandas", "numpy", "pyarrow", "duckdb", "openpyxl", "plotly", "streamlit")
import slm_analytics.commands.importing, slm_analytics.commands.generations
loaded("pandas", "openpyxl", "plotly", "streamlit")
import slm_analytics.commands.figures, slm_analytics.commands.ticket
loaded("openpyxl", "plotly", "streamlit")
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert done.stderr.decode().split() == ["[]", "[]", "[]"]
