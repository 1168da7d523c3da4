"""JSON as it is written: numbers digit for digit, no key twice, nothing that JSON does not have."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

_DEEPEST = 20  # levels of objects in a row; answers of tools have three or four


class Number(str):
    """A number, as it is written: `1.50` stays so, and has as many digits as it likes."""

    __slots__ = ()


class JsonFault(Exception):
    """What is wrong with a JSON text, and at which of its letters, when that is known."""

    def __init__(self, what: str, at: int | None = None) -> None:
        super().__init__(what)
        self.what, self.at = what, at


def value_at(text: str, start: int) -> tuple[Any, int]:
    """Return the value that begins at `start`, and the place after it.

    Objects are dicts, arrays lists, numbers `Number`.

    Raises:
        JsonFault: there is none, or it says one thing twice.
    """
    try:
        found: tuple[Any, int] = _DECODER.raw_decode(text, start)
    except json.JSONDecodeError as error:
        raise JsonFault(f"it is not JSON there ({error.msg.lower()})", error.pos) from error
    except RecursionError as error:
        raise JsonFault("it is nested too deep") from error
    return found


def after_blanks(text: str, start: int) -> int:
    """Return the place of the next letter that is not blank."""
    while start < len(text) and text[start] in " \t\r\n":
        start += 1
    return start


def flattened(record: dict[str, Any]) -> dict[str, str]:
    """Return an object as headings and texts: those of objects in it are joined by dots.

    Raises:
        JsonFault: two values have one heading, or it is nested too deep.
    """
    if not any(isinstance(value, dict) for value in record.values()):
        return {heading: text_of(value) for heading, value in record.items()}
    row: dict[str, str] = {}
    for heading, value in _leaves(record, "", 1):
        if heading in row:
            raise _twice(heading)
        row[heading] = text_of(value)
    return row


def text_of(value: object) -> str:
    """Return a value as text: nothing for null, arrays as JSON."""
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    return _as_json(value)


def text_under(record: object, key: str) -> str:
    """Return what a record says under a key; nothing where it says nothing, or is no record."""
    found = record.get(key) if isinstance(record, dict) else None
    return "" if found is None else str(found)


def _leaves(record: dict[str, Any], before: str, depth: int) -> Iterator[tuple[str, object]]:
    if depth > _DEEPEST:
        raise JsonFault(f"it is nested deeper than {_DEEPEST} levels")
    for key, value in record.items():
        if isinstance(value, dict) and value:
            yield from _leaves(value, f"{before}{key}.", depth + 1)
        else:
            yield before + key, value


def _as_json(value: object) -> str:
    """Return a value as JSON, its numbers as they were written."""
    if isinstance(value, Number):
        return str(value)
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_quoted(k)}: {_as_json(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_as_json, value)) + "]"
    return _quoted(value)


def _quoted(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        seen: set[str] = set()
        for key, _ in pairs:
            if key in seen:
                raise _twice(key)
            seen.add(key)
    return found


def _twice(key: str) -> JsonFault:
    return JsonFault(f"the key {key[:80]!r} stands there twice")


def _constant(word: str) -> Any:
    raise JsonFault(f"{word} is no number of JSON")


_DECODER = json.JSONDecoder(
    object_pairs_hook=_object, parse_int=Number, parse_float=Number, parse_constant=_constant
)
