"""Where this process writes: Python tells of every file that it opens, makes or renames.

What Arrow and DuckDB write by themselves is not told of.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT
_MAKING = {"os.mkdir": 0, "os.rename": 1, "os.link": 1, "os.symlink": 1, "shutil.move": 1}
_watching: list[list[Path]] = []
_hooked: list[bool] = []


@contextmanager
def written() -> Iterator[list[Path]]:
    """Gather the paths that this process writes to from now on; devices are none."""
    if not _hooked:  # a hook cannot be taken off again
        sys.addaudithook(_note)
        _hooked.append(True)
    places: list[Path] = []
    _watching.append(places)
    try:
        yield places
    finally:
        _watching.pop()


def _note(event: str, said: tuple[Any, ...]) -> None:
    if not _watching:
        return
    told = None
    if event == "open" and isinstance(said[2], int) and said[2] & _WRITING:
        told = said[0]
    elif event in _MAKING:
        told = said[_MAKING[event]]
    if isinstance(told, str | bytes | os.PathLike):
        path = Path(os.fsdecode(told)).absolute()
        if not path.is_relative_to("/dev"):
            for places in _watching:
                places.append(Path(os.path.normpath(path)))
