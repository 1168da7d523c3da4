"""The container of old Office files: streams in chains of sectors, as a small disk has them.

Microsoft, [MS-CFB]: Compound File Binary File Format.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from slm_analytics.ingest.file_kind import OLE_MARK

_HEADER = 512
_LAST_SECTOR = 0xFFFFFFFA  # what is above marks an end or a gap
_ENTRY = 128
_STREAM, _ROOT = 2, 5
_IN_HEADER = 109

Numbers = npt.NDArray[np.uint32]


class BrokenContainer(Exception):
    """The chains of sectors lead nowhere, or round."""


@dataclass(frozen=True, slots=True)
class _Stream:
    start: int
    size: int


class OleFile:
    """The streams of a container.

    Raises:
        BrokenContainer: it was cut off, damaged, or built to harm a reader.
    """

    def __init__(self, content: bytes) -> None:
        if len(content) < _HEADER or not content.startswith(OLE_MARK):
            raise BrokenContainer
        self._content = content
        self._sector = 1 << self._shift(30, (9, 12))
        self._small = 1 << self._shift(32, (6,))
        self._table = self._allocation()
        (directory, _, self._cutoff, self._small_start) = struct.unpack_from("<4L", content, 48)
        self.streams, self._root = self._listed(self._chain(self._table, directory))

    def read(self, name: str) -> bytes:
        """Return a stream."""
        stream = self.streams[name]
        if stream.size >= self._cutoff:
            return self._joined(self._chain(self._table, stream.start), stream.size)
        return self._joined_small(stream)

    def _shift(self, at: int, allowed: tuple[int, ...]) -> int:
        (shift,) = struct.unpack_from("<H", self._content, at)
        if shift not in allowed:
            raise BrokenContainer
        return int(shift)

    def _bytes_of(self, sector: int) -> bytes:
        at = (sector + 1) * self._sector
        found = self._content[at : at + self._sector]
        if not found:
            raise BrokenContainer
        return found.ljust(self._sector, b"\0")  # the last one may be short

    def _allocation(self) -> Numbers:
        """Return the table that names the sector after each sector."""
        first, count = struct.unpack_from("<2L", self._content, 68)
        (sectors,) = struct.unpack_from("<L", self._content, 44)
        most = len(self._content) // self._sector + 1
        if sectors > most or count > most:
            raise BrokenContainer
        places = list(struct.unpack_from(f"<{_IN_HEADER}L", self._content, 76))
        for _ in range(count):
            more = np.frombuffer(self._bytes_of(first), np.uint32)
            places += more[:-1].tolist()
            first = int(more[-1])
        tables = [self._bytes_of(place) for place in places[:sectors] if place < _LAST_SECTOR]
        return np.frombuffer(b"".join(tables), np.uint32)

    def _chain(self, table: Numbers, start: int) -> list[int]:
        chain: list[int] = []
        while start < _LAST_SECTOR:
            if start >= len(table) or len(chain) >= len(table):
                raise BrokenContainer
            chain.append(start)
            start = int(table[start])
        return chain

    def _joined(self, sectors: Iterable[int], size: int) -> bytes:
        joined = b"".join(map(self._bytes_of, sectors))
        if len(joined) < size:
            raise BrokenContainer
        return joined[:size]

    def _joined_small(self, stream: _Stream) -> bytes:
        """Return a stream of less than 4 KB: those share the sectors of the root."""
        sectors = self._chain(self._table, self._small_start)
        table = np.frombuffer(b"".join(map(self._bytes_of, sectors)), np.uint32)
        root = self._joined(self._chain(self._table, self._root.start), self._root.size)
        chain = self._chain(table, stream.start)
        joined = b"".join(root[at * self._small : (at + 1) * self._small] for at in chain)
        if len(joined) < stream.size:
            raise BrokenContainer
        return joined[: stream.size]

    def _listed(self, sectors: list[int]) -> tuple[dict[str, _Stream], _Stream]:
        """Return the streams by name, and the root."""
        listed = b"".join(map(self._bytes_of, sectors))
        streams, root = {}, None
        for at in range(0, len(listed), _ENTRY):
            length, kind = struct.unpack_from("<HB", listed, at + 64)
            start, size = struct.unpack_from("<2L", listed, at + 116)
            name = listed[at : at + max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
            if kind == _STREAM:
                streams[name] = _Stream(start, size)
            elif kind == _ROOT:
                root = _Stream(start, size)
        if root is None:
            raise BrokenContainer
        return streams, root
