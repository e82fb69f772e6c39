"""Tells what waits that the site has been told to stop.

The server waits until every answer has left before it says so to the application; a question that waits for
news would keep it up for half a minute.
"""

import asyncio
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from weakref import WeakKeyDictionary

SIGNALS = (signal.SIGTERM, signal.SIGINT)
_stops: WeakKeyDictionary[asyncio.AbstractEventLoop, asyncio.Event] = WeakKeyDictionary()


async def told_to_stop() -> None:
    """Wait until the site is told to stop."""
    await _stop().wait()


@contextmanager
def heard_signals() -> Iterator[None]:
    """Hear the signals that the server hears, before it does; nothing in a thread, where there are none."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    loop, stop = asyncio.get_running_loop(), _stop()
    before = {number: signal.getsignal(number) for number in SIGNALS}

    def tell(number: int, frame: FrameType | None) -> None:
        loop.call_soon_threadsafe(stop.set)
        passed_on = before[signal.Signals(number)]
        if callable(passed_on):
            passed_on(number, frame)

    for number in SIGNALS:
        signal.signal(number, tell)
    try:
        yield
    finally:
        for number in SIGNALS:
            signal.signal(number, before[number])


def _stop() -> asyncio.Event:
    return _stops.setdefault(asyncio.get_running_loop(), asyncio.Event())
