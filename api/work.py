"""What answers cost: computed in a few threads, with a waiting line and a time that end."""

import asyncio
import contextvars
from collections.abc import Callable, Hashable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar, cast

__all__ = ["Busy", "TooMuchWork", "Work"]

_R = TypeVar("_R")


class Busy(Exception):
    """As many answers wait to be computed as may wait."""


class TooMuchWork(Exception):
    """An answer took longer than one may take."""

    def __init__(self, seconds: float) -> None:
        super().__init__(seconds)
        self.seconds = seconds


class Work:
    """Computes answers. The same answer that several ask for at a time is computed once.

    A thread cannot be stopped: an answer that takes too long is computed to its end, and holds its thread until then. That
    is why the threads are few and their own: the rest of the service goes on.
    """

    def __init__(self, threads: int, waiting: int, seconds: float) -> None:
        self._threads = ThreadPoolExecutor(threads, "answer")
        self._most = threads + waiting
        self._seconds = seconds
        self._running: dict[tuple[int, Hashable], asyncio.Future[Any]] = {}

    async def run(self, key: Hashable, function: Callable[[], _R]) -> _R:
        """What the function gives; ``key`` names what it computes.

        Raises:
            Busy: too many answers wait.
            TooMuchWork: it takes too long.
        """
        loop = asyncio.get_running_loop()
        named = (id(loop), key)
        running = self._running.get(named)
        if running is None:
            if len(self._running) >= self._most:
                raise Busy
            running = loop.run_in_executor(self._threads, contextvars.copy_context().run, function)
            self._running[named] = running
            running.add_done_callback(lambda done: self._end(named, done))
        try:
            return cast(_R, await asyncio.wait_for(asyncio.shield(running), self._seconds))
        except TimeoutError as reason:
            raise TooMuchWork(self._seconds) from reason

    def close(self) -> None:
        """Start nothing more."""
        self._threads.shutdown(wait=False, cancel_futures=True)

    def _end(self, named: tuple[int, Hashable], done: "asyncio.Future[Any]") -> None:
        self._running.pop(named, None)
        if not done.cancelled():
            done.exception()  # nobody may be left to take it
