"""Starting the process that reads and writes, and saying in words how it ended."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
from queue import Empty, Queue
from threading import Thread
from time import monotonic
from typing import Any

from slm_analytics.errors import ReaderStopped, SlmError, StoreError
from slm_analytics.log import LOGGER
from slm_analytics.progress import Progress, tell

_WRITE_SECONDS = 3600
_READS = ("read", "read_register")
_PATIENCE = 6  # a busy machine gives a process a part of its time; the worker counts its own
_MEMORY = {  # bytes; columns come and go, and memory that was freed serves the next one
    "MALLOC_MMAP_THRESHOLD_": str(1 << 30),
    "MALLOC_TRIM_THRESHOLD_": str(1 << 33),
}
_TICK = 0.2  # seconds after which the watcher is asked again
PROGRESS = b"\x1eprogress "  # begins a line of the process that tells how far it is
SHOW_CHILD = "SLM_SHOW_CHILD"  # set to see the process's own messages while developing


def run_job(job: dict[str, Any], *, files: str = "", seconds: int = 0) -> dict[str, Any]:
    """Run a job in a process of its own and return its answer.

    Args:
        job: what to do; see `worker`.
        files: what is being read, for messages.
        seconds: undisturbed work of reading (`settings.reader_seconds`); writing
            has an hour on top.

    Whoever watches (`progress.watched`) is told how far it is, several times a second; what
    the watcher raises ends the process and goes on.

    Raises:
        ReaderStopped: the process hit its limits or died.
        SlmError: what the process itself refused.
    """
    command = [sys.executable, "-X", "utf8", "-m", "slm_analytics.ingest.worker"]
    limit = _PATIENCE * seconds + (0 if job["action"] in _READS else _WRITE_SECONDS)
    shown = None if os.environ.get(SHOW_CHILD) else subprocess.PIPE
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=shown,
        env={**os.environ, **_MEMORY},
    ) as process:  # fmt: skip
        streams = _Streams(process, json.dumps(job).encode())
        try:
            told = streams.follow(limit)
        except subprocess.TimeoutExpired as error:
            raise ReaderStopped(
                f"{files or 'The work'} took longer than {limit} seconds and was stopped.",
                remedy="Export fewer months at a time; the store was left as it was.",
            ) from error
        finally:
            process.kill()  # also when whoever watches wants no more of it
            streams.end()
    if process.returncode != 0:
        raise _ended(job, files, process.returncode, streams.errors)
    answer: dict[str, Any] = json.loads(told.decode())
    if "error" in answer:
        kind = StoreError if answer["store"] else SlmError
        raise kind(answer["error"], remedy=answer["remedy"])
    return answer


class _Streams:
    """The streams of a process, each served by a thread, so that none of them blocks another."""

    def __init__(self, process: subprocess.Popen[bytes], job: bytes) -> None:
        self.errors = b""
        self._process = process
        self._lines: Queue[bytes | None] = Queue()
        serving = (lambda: self._hand_over(job), self._take_lines, self._take_errors)
        self._threads = [Thread(target=each, daemon=True) for each in serving]
        for thread in self._threads:
            thread.start()

    def follow(self, limit: float) -> bytes:
        """Tell how far the process comes; return the last line of its output.

        Raises:
            subprocess.TimeoutExpired: it takes longer than `limit` seconds.
        """
        answer, last, end = b"", Progress("Starting"), monotonic() + limit
        while monotonic() <= end:
            try:
                line = self._lines.get(timeout=_TICK)
            except Empty:
                line = b""
            if line is None:
                self._process.wait(max(end - monotonic(), 1))
                return answer
            if line.startswith(PROGRESS):
                last = Progress(*json.loads(line.removeprefix(PROGRESS)))
            elif line:
                answer = line
            tell(last.words, last.done, last.of)
        raise subprocess.TimeoutExpired(self._process.args, limit)

    def end(self) -> None:
        """Wait for the threads; the process has ended."""
        for thread in self._threads:
            thread.join()

    def _hand_over(self, job: bytes) -> None:
        with contextlib.suppress(BrokenPipeError):  # it ended; how is told by its code
            if self._process.stdin is not None:
                self._process.stdin.write(job)
                self._process.stdin.close()

    def _take_lines(self) -> None:
        for line in self._process.stdout or ():
            self._lines.put(line)
        self._lines.put(None)

    def _take_errors(self) -> None:
        if self._process.stderr is not None:
            self.errors = self._process.stderr.read()


def _ended(job: dict[str, Any], files: str, code: int, stderr: bytes) -> SlmError:
    last = stderr.decode(errors="replace").strip().splitlines()[-1:] or [""]
    kind = last[0].split(":")[0][:80]  # the kind of error only: its text may hold values
    LOGGER.error("worker ended with %s in %s: %s", code, job["action"], kind)
    if job["action"] not in (*_READS, "import"):
        return StoreError(
            "The writing process ended early; the store was left as it was.",
            remedy="Try again; if it happens again, look into the log.",
        )
    no_memory = "Memory" in kind or "start new thread" in last[0]
    if code in (-signal.SIGABRT, -signal.SIGSEGV, -signal.SIGKILL) or no_memory:
        why = "asks for more memory than reading it may take"
    elif code == -getattr(signal, "SIGXCPU", 24):
        why = "takes too long to read"
    else:
        why = "cannot be read: the reader stopped"
    return ReaderStopped(
        f"{files or 'The file'} {why}. Nothing was loaded.",
        remedy="Copy the cells with data into a new file, or export fewer months at a time.",
    )
