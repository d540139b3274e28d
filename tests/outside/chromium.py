"""A headless Chromium, driven through its own debugging pipe: no driver, no other library.

Messages are JSON ended by a zero byte; the browser reads file descriptor 3 and writes to 4
(Chrome DevTools Protocol, `--remote-debugging-pipe`).
"""

from __future__ import annotations

import base64
import json
import os
import select
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import which
from time import monotonic
from types import TracebackType
from typing import Any

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
QUIET = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-extensions",
    "--disable-sync",
    "--no-first-run",
    "--hide-scrollbars",
    "--remote-debugging-pipe",
)
PATIENCE = 60  # seconds for an answer
_START = (
    "import os, sys; r, w = map(int, sys.argv[1:3]); "
    "r, w = os.dup2(r, 103), os.dup2(w, 104); os.dup2(r, 3); os.dup2(w, 4); "
    "os.execv(sys.argv[3], sys.argv[3:])"
)

Message = dict[str, Any]


class Chromium:
    """A browser with one tab; what it tells of its own accord is kept in `events`."""

    def __init__(self, profile: Path) -> None:
        found = next((path for name in NAMES if (path := which(name))), None)
        assert found, (
            "no chromium here: `make test` installs it where it may; without it, -m 'not browser'"
        )
        theirs_in, self._out = os.pipe()
        self._in, theirs_out = os.pipe()
        self._process = subprocess.Popen(
            [
                *(sys.executable, "-c", _START, str(theirs_in), str(theirs_out)),
                *(found, *QUIET, f"--user-data-dir={profile}", "about:blank"),
            ],
            pass_fds=(theirs_in, theirs_out),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(theirs_in)
        os.close(theirs_out)
        self._left, self._number = b"", 0
        self._session: str | None = None
        self.events: list[Message] = []
        target = self.ask("Target.createTarget", url="about:blank")["targetId"]
        told = self.ask("Target.attachToTarget", targetId=target, flatten=True)
        self._session = told["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.ask(f"{domain}.enable")

    def __enter__(self) -> Chromium:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._process.terminate()
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        os.close(self._in)
        os.close(self._out)

    def ask(self, method: str, **parameters: Any) -> Message:
        """What the browser answers; an AssertionError where it says no, or nothing."""
        self._number += 1
        number = self._number
        told: Message = {"id": number, "method": method, "params": parameters}
        if self._session:
            told["sessionId"] = self._session
        os.write(self._out, json.dumps(told).encode() + b"\0")
        while (answer := self._next()).get("id") != number:
            self.events.append(answer)
        assert "error" not in answer, (method, answer["error"])
        result: Message = answer["result"]
        return result

    def open(self, path: Path) -> None:
        """Loads a page from the disk, and waits until it stands."""
        self.events.clear()
        self.ask("Page.navigate", url=path.resolve().as_uri())
        while not any(event.get("method") == "Page.loadEventFired" for event in self.events):
            self.events.append(self._next())
        self.run("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")

    def run(self, script: str) -> Any:
        """The value of an expression in the page."""
        told = self.ask(
            "Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True
        )
        assert "exceptionDetails" not in told, told
        return told["result"].get("value")

    def screen(self, width: int, height: int = 900) -> None:
        """Makes the window as wide and as high, in pixels."""
        self.ask(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=False,
        )

    def media(self, name: str) -> None:
        """Shows the page as it is on this medium: `screen`, `print`."""
        self.ask("Emulation.setEmulatedMedia", media=name)

    def picture(self, to: Path) -> Path:
        """The whole page as PNG."""
        told = self.ask("Page.captureScreenshot", format="png", captureBeyondViewport=True)
        to.write_bytes(base64.b64decode(told["data"]))
        return to

    def pdf(self, to: Path) -> Path:
        """The page as it is printed."""
        to.write_bytes(base64.b64decode(self.ask("Page.printToPDF")["data"]))
        return to

    def requests(self) -> list[str]:
        """What the page has asked for, itself included."""
        return [
            event["params"]["request"]["url"]
            for event in self.events
            if event.get("method") == "Network.requestWillBeSent"
        ]

    def complaints(self) -> list[Message]:
        """What stands in the console, and errors of scripts."""
        said = ("Runtime.consoleAPICalled", "Runtime.exceptionThrown", "Log.entryAdded")
        return [event for event in self.events if event.get("method") in said]

    def _next(self) -> Message:
        due = monotonic() + PATIENCE
        while b"\0" not in self._left:
            ready, _, _ = select.select([self._in], [], [], max(due - monotonic(), 0))
            assert ready, "the browser says nothing"
            some = os.read(self._in, 1 << 16)
            assert some, "the browser has ended"
            self._left += some
        first, self._left = self._left.split(b"\0", 1)
        told: Message = json.loads(first)
        return told


@contextmanager
def chromium() -> Iterator[Chromium]:
    """A browser with a profile of its own, which goes with it."""
    with (
        tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder,
        Chromium(Path(folder)) as browser,
    ):
        yield browser
