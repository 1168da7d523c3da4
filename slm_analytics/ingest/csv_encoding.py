"""From the bytes of a CSV file to UTF-8: one encoding for the whole file, or a refusal."""

from __future__ import annotations

import codecs

import numpy as np
import pyarrow as pa

from slm_analytics.errors import UnreadableFile

_MARK = "\ufeff".encode()
_UTF_16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_UNDEFINED_1252 = (0x81, 0x8D, 0x8F, 0x90, 0x9D)
_CHANCE = 10  # letters of Windows-1252 that look like UTF-8 by chance are rarer than 1 in 10


def decoded(data: bytes, name: str, encoding: str | None) -> tuple[bytes, str]:
    """Return the content as UTF-8 bytes without a byte order mark, and the encoding it had.

    Args:
        data: the bytes of the file.
        name: what to call the file in messages.
        encoding: said by a person; without it decided from all bytes.

    Raises:
        UnreadableFile: the bytes are not text of one encoding.
    """
    used = _named(encoding, name) if encoding else _found(data, name)
    if used in ("ascii", "utf-8", "utf-8-sig"):
        if encoding:
            _check(data, used, name)
        content = data.removeprefix(_MARK)
    else:
        content = _converted(data, used, name)
    if (offset := content.find(0)) >= 0:
        raise _refusal(
            name,
            line_of(content, offset),
            "there is a NUL byte (0x00); a text file has none",
            "Export the file again; it may be damaged or a binary file.",
        )
    return content, used


def line_of(content: bytes, offset: int) -> int:
    """Return the line, from 1, of the byte at `offset`; lines end with CRLF, LF or CR."""
    before = content[:offset]
    return before.count(b"\n") + before.count(b"\r") - before.count(b"\r\n") + 1


def _named(encoding: str, name: str) -> str:
    try:
        return codecs.lookup(encoding).name
    except LookupError as error:
        raise UnreadableFile(
            f"{name}: there is no encoding {encoding!r}.",
            remedy="Name one such as utf-8, windows-1252 or utf-16.",
        ) from error


def _found(data: bytes, name: str) -> str:
    if data.startswith(_UTF_16_MARKS):
        return "utf-16"
    if data.isascii():
        return "ascii"
    try:
        if not _is_utf_8(data):
            data.decode("utf-8")  # says where it is not
        return "utf-8"
    except UnicodeDecodeError as error:
        _check_windows(data, name, error)
        return "cp1252"


def _is_utf_8(data: bytes) -> bool:
    """Return whether the bytes are UTF-8; found without a copy of them."""
    ends = pa.array([0, len(data)], pa.int64()).buffers()[1]
    text = pa.LargeBinaryArray.from_buffers(pa.large_binary(), 1, [None, ends, pa.py_buffer(data)])
    try:
        text.cast(pa.large_string())
    except pa.ArrowInvalid:
        return False
    return True


def _check_windows(data: bytes, name: str, fault: UnicodeDecodeError) -> None:
    """Refuse bytes that Windows-1252 has no letter for, and UTF-8 that was damaged."""
    places = [place for byte in _UNDEFINED_1252 if (place := data.find(byte)) >= 0]
    if places:
        raise _refusal(
            name,
            line_of(data, min(places)),
            f"byte 0x{data[min(places)]:02X} belongs neither to UTF-8 nor to Windows-1252, the two"
            " encodings that exports use",
            "Save the file as CSV UTF-8, or name its encoding.",
        )
    text = data.decode("utf-8", errors="replace")
    wrong = text.count("\ufffd")
    plain = int(np.count_nonzero(np.frombuffer(data, np.uint8) < 128))
    right = len(text) - plain - wrong
    if right * _CHANCE > wrong:
        raise _refusal(
            name,
            line_of(data, fault.start),
            f"byte 0x{data[fault.start]:02X} is not UTF-8, as other letters of the file are",
            "Export the file again: it was damaged, or joined from files of two encodings. If it"
            " is whole, name its encoding.",
        )


def _check(data: bytes, encoding: str, name: str) -> None:
    try:
        data.decode(encoding)
    except UnicodeDecodeError as error:
        raise _not_in(data, encoding, name, error) from error


def _converted(data: bytes, encoding: str, name: str) -> bytes:
    try:
        return data.decode(encoding).removeprefix("\ufeff").encode()
    except UnicodeDecodeError as error:
        raise _not_in(data, encoding, name, error) from error
    except (UnicodeError, LookupError) as error:
        raise UnreadableFile(
            f"{name} is not text in the encoding {encoding}.",
            remedy="Save the file as CSV UTF-8 and upload that.",
        ) from error


def _not_in(data: bytes, encoding: str, name: str, fault: UnicodeDecodeError) -> UnreadableFile:
    before = data[: fault.start].decode(encoding, errors="ignore").encode(errors="replace")
    return _refusal(
        name,
        line_of(before, len(before)),
        f"byte 0x{data[fault.start]:02X} is not text in the encoding {encoding}",
        "Save the file as CSV UTF-8 and upload that.",
    )


def _refusal(name: str, line: int, what: str, remedy: str) -> UnreadableFile:
    return UnreadableFile(f"{name}, line {line}: {what}.", remedy=remedy, line=line)
