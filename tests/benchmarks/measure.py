"""Running a command and seeing what it costs: wall time, processor time, peak memory."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

MEBIBYTE = 1 << 20
Spent = tuple[float, float]  # seconds of wall time, and of processor


@dataclass(frozen=True, slots=True)
class Cost:
    """What one run cost: seconds, seconds of processor, peak bytes of itself and of a child."""

    wall: float
    processor: float
    peak: int
    child_peak: int


def run(arguments: Sequence[str], *, python: bool = True) -> Cost:
    """Run a command to its end; it must succeed."""
    command = [sys.executable, *arguments] if python else list(arguments)
    before = os.times()
    begun = time.perf_counter()
    peak = child_peak = 0
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as process:
        while process.poll() is None:
            peak = max(peak, _peak(process.pid))
            child_peak = max([child_peak, *(_peak(child) for child in _children(process.pid))])
            time.sleep(0.01)
        wall = time.perf_counter() - begun
        if process.returncode:
            raise RuntimeError((process.stderr.read() if process.stderr else b"").decode()[-2000:])
    after = os.times()
    spent = (after.children_user - before.children_user) + (
        after.children_system - before.children_system
    )
    return Cost(wall, spent, peak, child_peak)


def middle(costs: Sequence[Cost]) -> Cost:
    """Return the medians of several runs (of memory: the highest)."""
    return Cost(
        median(cost.wall for cost in costs),
        median(cost.processor for cost in costs),
        max(cost.peak for cost in costs),
        max(cost.child_peak for cost in costs),
    )


def timed(act: Callable[[], object]) -> Spent:
    """Return what an act in this process cost."""
    begun, before = time.perf_counter(), os.times()
    act()
    after = os.times()
    spent = after.user + after.system - before.user - before.system
    return time.perf_counter() - begun, spent


def _peak(pid: int) -> int:
    try:
        for line in Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) * 1024
    except (OSError, ValueError):
        pass
    return 0


def _children(pid: int) -> list[int]:
    try:
        text = Path(f"/proc/{pid}/task/{pid}/children").read_text()
    except OSError:
        return []
    return [int(each) for each in text.split()]
