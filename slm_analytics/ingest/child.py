"""Starting the process that reads and writes, and saying in words how it ended."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from typing import Any

from slm_analytics.errors import ReaderStopped, SlmError, StoreError
from slm_analytics.log import LOGGER

_WRITE_SECONDS = 3600
_READS = ("read", "read_register")
_PATIENCE = 6  # a busy machine gives a process a part of its time; the worker counts its own
_MEMORY = {  # bytes; columns come and go, and memory that was freed serves the next one
    "MALLOC_MMAP_THRESHOLD_": str(1 << 30),
    "MALLOC_TRIM_THRESHOLD_": str(1 << 33),
}
SHOW_CHILD = "SLM_SHOW_CHILD"  # set to see the process's own messages while developing


def run_job(job: dict[str, Any], *, files: str = "", seconds: int = 0) -> dict[str, Any]:
    """Run a job in a process of its own and return its answer.

    Args:
        job: what to do; see `worker`.
        files: what is being read, for messages.
        seconds: undisturbed work of reading (`settings.reader_seconds`); writing
            has an hour on top.

    Raises:
        ReaderStopped: the process hit its limits or died.
        SlmError: what the process itself refused.
    """
    command = [sys.executable, "-X", "utf8", "-m", "slm_analytics.ingest.worker"]
    limit = _PATIENCE * seconds + (0 if job["action"] in _READS else _WRITE_SECONDS)
    shown = None if os.environ.get(SHOW_CHILD) else subprocess.PIPE
    try:
        done = subprocess.run(
            command,
            input=json.dumps(job).encode(),
            stdout=subprocess.PIPE,
            stderr=shown,
            env={**os.environ, **_MEMORY},
            timeout=limit,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise ReaderStopped(
            f"{files or 'The work'} took longer than {limit} seconds and was stopped.",
            remedy="Export fewer months at a time; the store was left as it was.",
        ) from error
    if done.returncode != 0:
        raise _ended(job, files, done.returncode, done.stderr or b"")
    answer: dict[str, Any] = json.loads(done.stdout.decode())
    if "error" in answer:
        kind = StoreError if answer["store"] else SlmError
        raise kind(answer["error"], remedy=answer["remedy"])
    return answer


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
