"""The app served on a data folder, and the browser that looks at it."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from time import monotonic, sleep

from slm_analytics.settings import DATA_VARIABLE, DataFolder

ROOT = Path(__file__).resolve().parent.parent
BROWSER_FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip
# True once a page's run has finished and nothing is left to draw.
DRAWN = """() => {
    const app = document.querySelector('[data-testid="stApp"]');
    return app && app.dataset.testScriptState === 'notRunning'
        && document.querySelector('.slm-headline')
        && !document.querySelector('[data-testid="stSkeleton"], [data-testid="stSpinner"]');
}"""
_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_STARTS_WITHIN = 240  # seconds


def browser_path() -> str | None:
    """Return the path of a Chromium of this machine."""
    return next((found for name in _NAMES if (found := shutil.which(name))), None)


@contextmanager
def serving(folder: DataFolder, log: Path) -> Iterator[str]:
    """Serve the app on a data folder; yield its address. What it prints goes to `log`."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [
        sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port),
        "--server.headless", "true",
    ]  # fmt: skip
    environment = {**os.environ, DATA_VARIABLE: str(folder.root)}
    with log.open("wb") as output:
        process = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=output, stderr=subprocess.STDOUT
        )
        try:
            _wait(port, process)
            yield f"http://localhost:{port}"
        finally:
            process.terminate()
            process.wait(timeout=120)


def _wait(port: int, process: subprocess.Popen[bytes]) -> None:
    end = monotonic() + _STARTS_WITHIN
    while monotonic() < end and process.poll() is None:
        connection = HTTPConnection("localhost", port, timeout=2)
        try:
            connection.request("GET", "/_stcore/health")
            if connection.getresponse().status == 200:
                return
        except (OSError, HTTPException):
            pass
        finally:
            connection.close()
        sleep(0.1)
    raise RuntimeError("the server did not start")
