"""Files that cannot be used: each refused in words that name it, and the store as it was."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from slm_analytics.settings import DataFolder
from tests.cli.conftest import Slm
from tests.ingest.stores import content
from tests.ingest.workbooks import book_parts, list_rows, packed, saved

HEADS = b"ticket_id,opened_at\n"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4000)
LIST = [("ticket_id", "opened_at"), ("T1", "2026-01-05 10:00:00")]


def _holding(content: bytes) -> Callable[[Path], object]:
    return lambda path: path.write_bytes(content)


def _cut_off(path: Path) -> None:
    whole = saved(path, ("Tickets", LIST)).read_bytes()
    path.write_bytes(whole[: len(whole) // 2])


def _bomb(path: Path) -> None:
    packed(path, book_parts(list_rows()) | {"xl/worksheets/sheet1.xml": " " * 30_000_000})


# What the file is called, how it is made, what is said of it, its line and column, more options.
BAD = (
    ("none.csv", _holding(b"number,state,priority,assignment_group\n1,2,3,4\n"),
     "'opened_at'", (1, "opened_at"), ()),
    ("named.csv", _holding(b"ticket_id,state\nT1,New\n"), "'opened_at'", (1, "opened_at"),
     ("--source", "tickets")),
    ("book.xlsx", lambda path: saved(path, ("Tickets", LIST)), "no sheet 'March'", (None, ""),
     ("--sheet", "March")),
    ("empty.csv", _holding(b""), "is empty", (None, ""), ()),
    ("empty.xlsx", lambda path: saved(path, ("Tickets", [])), "no headings", (None, ""), ()),
    ("heads.xlsx", lambda path: saved(path, ("Tickets", LIST[:1])), "no headings with rows",
     (None, ""), ()),
    ("cut.xlsx", _cut_off, "damaged or was cut off", (None, ""), ()),
    ("bomb.xlsx", _bomb, "unpacks", (None, ""), ()),
    ("hollow.xlsx", _holding(OLE), "damaged or was cut off", (None, ""), ()),
    ("nul.csv", _holding(HEADS + b"T1,2026\0-01-05\n"), "NUL byte", (2, ""), ()),
    ("ragged.csv", _holding(HEADS + b"T1,2026-01-05,what\n"), "3 fields", (2, ""), ()),
    ("quote.csv", _holding(HEADS + b'T1,"2026-01-05\n'), "a quote", (2, ""), ()),
    ("source.csv", _holding(HEADS + b"T1,2026-01-05\n"), "no source 'klingon'", (None, ""),
     ("--source", "klingon")),
)  # fmt: skip


@pytest.mark.usefixtures("in_process")
@pytest.mark.parametrize(
    ("name", "make", "words", "place", "options"), BAD, ids=[name for name, *_ in BAD]
)
def test_file_when_it_cannot_be_used(
    name: str,
    make: Callable[[Path], object],
    words: str,
    place: tuple[int | None, str],
    options: tuple[str, ...],
    desk_folder: DataFolder,
    tmp_path: Path,
    slm: Slm,
) -> None:
    path, before = tmp_path / name, content(desk_folder)
    make(path)
    given = ("--data", desk_folder.root, "import", path, *options, "--accept")
    asked = slm(*given, "--json")
    (report,) = asked.values["reports"]
    (finding,) = report["findings"]
    assert (asked.code, asked.values["generation"]) == (1, None)
    assert (report["refused"], report["file"], finding["file"]) == (True, name, name)
    assert words in finding["message"]
    assert (finding["line"], finding["column"]) == place
    assert finding["remedy"]
    told = slm(*given)
    assert (told.code, told.err) == (1, "")
    assert told.out.startswith(f"{name}: refused\n  refused")
    assert told.out.count(f"{name}:") == 1
    assert told.out.count(f"line {place[0]}") == (place[0] is not None)
    assert "(1)" not in told.out
    assert "Loaded" not in told.out
    assert content(desk_folder) == before


@pytest.mark.usefixtures("in_process")
def test_file_when_every_row_is_set_aside(
    desk_folder: DataFolder, tmp_path: Path, slm: Slm
) -> None:
    path, before = tmp_path / "aside.csv", content(desk_folder)
    path.write_bytes(HEADS + b"T1,soon\nT2,1900-01-01\n")
    said = slm("--data", desk_folder.root, "import", path, "--accept", "--json")
    (report,) = said.values["reports"]
    assert (said.code, said.values["generation"], report["refused"]) == (1, None, True)
    assert report["findings"][0]["message"].startswith(
        "aside.csv: none of its 2 rows can be loaded"
    )
    reasons = {each["line"]: each["message"] for each in report["findings"][1:]}
    assert reasons == {
        2: "opened_at is not a date.",
        3: "opened_at lies outside 1990 to 2099: it stands for no date.",
    }
    assert content(desk_folder) == before


def test_files_when_all_are_bad(desk_folder: DataFolder, tmp_path: Path, slm: Slm) -> None:
    """As the product reads them, in a process of its own with limits."""
    before = content(desk_folder)
    unnamed = [each for each in BAD if not each[-1]]
    for name, make, *_ in unnamed:
        make(tmp_path / name)
    paths = [tmp_path / name for name, *_ in unnamed]
    said = slm("--data", desk_folder.root, "import", *paths, "--accept", "--json")
    assert (said.code, said.err, said.values["generation"]) == (1, "", None)
    messages = {each["file"]: each["findings"][0]["message"] for each in said.values["reports"]}
    assert all(words in messages[name] for name, _, words, *_ in unnamed)
    assert content(desk_folder) == before


def test_folder_when_given_as_a_file(desk_folder: DataFolder, tmp_path: Path, slm: Slm) -> None:
    said = slm("--data", desk_folder.root, "import", tmp_path, "--json")
    assert said.code == 2
    assert said.values["error"] == f"{tmp_path} is a folder, not a file."
    missing = slm("--data", desk_folder.root, "import", tmp_path / "none.csv", "--json")
    assert missing.values["error"] == f"There is no file {tmp_path / 'none.csv'}."


def test_zone_when_it_does_not_exist(desk_folder: DataFolder, tmp_path: Path, slm: Slm) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(HEADS + b"T1,2026-01-05 10:00\n")
    given = ("import", path, "--timezone", "Mars/Base", "--accept", "--json")
    said = slm("--data", desk_folder.root, *given)
    assert said.code == 2
    assert "'Mars/Base'" in said.values["error"]
