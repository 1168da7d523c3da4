"""The statements of availability, as they stand in their files."""

from __future__ import annotations

from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parent


@cache
def text_of(name: str) -> str:
    """Return the statements of a file, without the last semicolon."""
    return (_FOLDER / f"{name}.sql").read_text("utf-8").rstrip(";\n ")
