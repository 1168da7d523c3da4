"""How far a long piece of work has come, told to whoever watches it.

Whoever does the work says `tell("Reading june.csv", 2, 5)`; whoever asked for
it watches with `watched(...)`. A watcher that raises stops the work: a
process that was started for it is ended, and the store stays as it was.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Progress:
    """What is being done; `done` parts of `of` are over, 0 of 0 where nobody knows."""

    words: str
    done: float = 0
    of: int = 0

    @property
    def share(self) -> float:
        """How much is over, 0 to 1."""
        return min(self.done / self.of, 1.0) if self.of else 0.0


Watcher = Callable[[Progress], None]
_WATCHER: ContextVar[Watcher | None] = ContextVar("watcher", default=None)


@contextmanager
def watched(watcher: Watcher) -> Iterator[None]:
    """Have `watcher` told how far the work inside comes."""
    token = _WATCHER.set(watcher)
    try:
        yield
    finally:
        _WATCHER.reset(token)


@contextmanager
def part(done: int, of: int) -> Iterator[None]:
    """Count what the work inside tells as one part of `of`, after `done` parts."""
    outer = _WATCHER.get()
    if outer is None:
        yield
        return
    with watched(lambda each: outer(Progress(each.words, done + each.share, of))):
        yield


def tell(words: str, done: float = 0, of: int = 0) -> None:
    """Say how far the work has come."""
    watcher = _WATCHER.get()
    if watcher is not None:
        watcher(Progress(words, done, of))
