"""The site in a real browser: served by a real server over a real store, with every other host out of reach."""

import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from playwright.sync_api import Browser, BrowserContext, Page, Route, sync_playwright

from api.app import create_app
from tests.browser.stores import save_hostile, save_two_releases
from tests.http.stores import opened, save_real

CHROMIUM = Path("/usr/bin/chromium")
DAY = "2026-11-24"


@contextmanager
def served(store: Path) -> Iterator[str]:
    """The address of a server over a store, on a free port of this machine."""
    server = uvicorn.Server(uvicorn.Config(create_app(opened(store)), port=0, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        assert thread.is_alive(), "the server did not start"
        threading.Event().wait(0.02)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(10)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The real facts."""
    with served(save_real(tmp_path_factory.mktemp("real"))) as address:
        yield address


@pytest.fixture(scope="session")
def hostile_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Records whose every text is an attack."""
    with served(save_hostile(tmp_path_factory.mktemp("hostile"))) as address:
        yield address


@pytest.fixture(scope="session")
def changed_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Two releases: one drawn fact was corrected between them, and one that no picture of ICE draws."""
    with served(save_two_releases(tmp_path_factory.mktemp("changed"))) as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A module's own: while it is open, nothing else in this process can run an event loop."""
    if not CHROMIUM.exists():
        assert os.environ.get("CI") != "true", "CI has no Chromium"
        pytest.skip("Chromium is not installed (apt-get install chromium)")
    with sync_playwright() as playwright:
        one = playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        yield one
        one.close()


class Opened:
    """A context of the browser, with the addresses that were asked for and what went wrong in its pages."""

    def __init__(self, context: BrowserContext) -> None:
        self.context = context
        self.requests: list[str] = []
        self.faults: list[str] = []
        context.route("**/*", self._own_host_only)
        context.on("request", lambda request: self.requests.append(request.url))
        context.on("console", lambda message: self._said(message.type, message.text))
        context.on("weberror", lambda error: self.faults.append(str(error.error)))

    def page(self, address: str = "about:blank") -> Page:
        """A new page at an address, with its script at work."""
        page = self.context.new_page()
        page.goto(address)
        return page

    def elsewhere(self) -> list[str]:
        """The requests to other hosts."""
        return [one for one in self.requests if not one.startswith(("http://127.0.0.1:", "data:", "about:"))]

    def _own_host_only(self, route: Route) -> None:
        if route.request.url.startswith("http://127.0.0.1:"):
            route.continue_()
        else:
            route.abort()

    def _said(self, kind: str, text: str) -> None:
        if kind == "error":
            self.faults.append(text)


Opener = Callable[..., Opened]


@pytest.fixture
def opened_browser(browser: Browser) -> Iterator[Opener]:
    """Opens contexts: ``opened_browser(width=390, color_scheme="dark", ...)``. At the end nothing may have gone wrong."""
    every: list[Opened] = []

    def new(width: int = 1200, height: int = 900, **options: Any) -> Opened:
        context = browser.new_context(viewport={"width": width, "height": height}, **options)
        context.set_default_timeout(10_000)
        every.append(Opened(context))
        return every[-1]

    yield new
    for one in every:
        one.context.close()
    assert [fault for one in every for fault in one.faults] == []
    assert [address for one in every for address in one.elsewhere()] == []
