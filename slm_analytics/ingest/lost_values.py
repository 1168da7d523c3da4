"""Cells of a workbook that the reader gives as empty: errors, and formulas never computed.

An empty cell means "no value", so that `#DIV/0!` under Resolved would pass for
a ticket that is still open. Their texts are put in place of nothing.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

from slm_analytics.errors import UnreadableFile

NOT_COMPUTED = "#NOT COMPUTED"

_TAG = rb"<(?:\w+:)?"
_END = rb"</(?:\w+:)?"
_NO_VALUE = rb"(?:" + _TAG + rb"v\s*/>|" + _TAG + rb"v>\s*" + _END + rb"v>)?\s*"
_ERROR = re.compile(
    _TAG + rb"""c\b([^>]*\bt\s*=\s*["']e["'][^>]*)>(?:(?!</).|</(?:\w+:)?f>)*?"""
    + _TAG + rb"v>([^<]*)<", re.DOTALL
)  # fmt: skip
_FORMULA = re.compile(
    _TAG + rb"c\b([^>]*)>\s*" + _TAG + rb"f\b(?:[^<>]*/>|[^<>]*>[^<]*" + _END + rb"f>)\s*"
    + _NO_VALUE + _END + rb"c>"
)  # fmt: skip
_TEXT_RESULT = re.compile(rb"""\bt\s*=\s*["']str["']""")  # then no value is the empty text
_PLACE = re.compile(rb"""\br\s*=\s*["']([A-Z]+)([0-9]+)["']""")
_MARKS = (b'"e"', b"'e'", b"<f", b":f")

Lost = tuple[int, int, str]  # row and column, from 0, and text


def may_hold_lost_values(content: bytes) -> bool:
    """Return whether a piece of a sheet has an error or a formula without a value."""
    if not any(mark in content for mark in _MARKS):
        return False
    return next(_found(content), None) is not None


def lost_values(path: Path, name: str, sheet: str, suspects: tuple[str, ...]) -> Iterator[Lost]:
    """Yield the cells of a sheet that the reader gives as empty, and what they show.

    Args:
        path: a workbook that passed the guard.
        name: what to call the file in messages.
        sheet: the name on the sheet's tab.
        suspects: the parts to look into.

    Raises:
        UnreadableFile: it cannot be told which part is the sheet.
    """
    if not suspects:
        return
    with zipfile.ZipFile(path) as archive:
        part = _parts(archive).get(sheet)
        if part not in archive.namelist():
            raise UnreadableFile(
                f"{name} has cells with errors, and it cannot be told whether on sheet {sheet!r}.",
                remedy="Open it in Excel and save it again as .xlsx.",
            )
        if part in suspects:
            yield from _found(archive.read(part))


def _found(content: bytes) -> Iterator[Lost]:
    for cell in _ERROR.finditer(content):
        if cell[1].endswith(b"/"):
            continue  # an empty element: no error is written in it
        yield from _lost(cell[1], cell[2].decode(errors="replace"))
    for cell in _FORMULA.finditer(content):
        if not _TEXT_RESULT.search(cell[1]):
            yield from _lost(cell[1], NOT_COMPUTED)


def _lost(attributes: bytes, text: str) -> Iterator[Lost]:
    if place := _PLACE.search(attributes):
        column = 0
        for letter in place[1]:
            column = column * 26 + letter - 64
        yield int(place[2]) - 1, column - 1, text


def _parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """Return sheet -> the part that holds its cells."""
    book = _targets(archive, "", "_rels/.rels", "officeDocument")
    for workbook in book.values():
        folder, _, file = workbook.rpartition("/")
        targets = _targets(archive, folder, f"{folder}/_rels/{file}.rels".lstrip("/"), "worksheet")
        sheets = _tree(archive, workbook).iter()
        return {
            each.get("name", ""): targets.get(_relation(each), "")
            for each in sheets
            if each.tag.endswith("}sheet")
        }
    return {}


def _relation(sheet: ElementTree.Element) -> str:
    """Return the id of a sheet's relationship, in whichever namespace it is written."""
    return next((value for key, value in sheet.items() if key.endswith("}id")), "")


def _targets(archive: zipfile.ZipFile, folder: str, part: str, kind: str) -> dict[str, str]:
    """Return id -> part of the relationships of one kind, as paths within the archive."""
    found = {}
    for each in _tree(archive, part):
        if each.get("Type", "").endswith(f"/{kind}"):
            target = each.get("Target", "")
            path = target[1:] if target.startswith("/") else f"{folder}/{target}".lstrip("/")
            found[each.get("Id", "")] = path
    return found


def _tree(archive: zipfile.ZipFile, part: str) -> ElementTree.Element:
    try:
        return ElementTree.fromstring(archive.read(part))  # noqa: S314  the guard refused DTDs
    except (KeyError, ElementTree.ParseError):
        return ElementTree.Element("none")
