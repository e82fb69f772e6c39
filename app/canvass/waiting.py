"""A question that waits for its answer (RFC 7240, `Prefer: wait`), so that news is heard at once.

Looks into the database every few seconds instead of being told by whoever writes: so it holds with several
web workers, and for every cause of a change. It holds neither a thread nor a connection in between.
"""

import asyncio
import re
from collections.abc import Awaitable, Callable
from typing import NamedTuple

from fastapi import Request
from starlette.responses import Response

from app.sealing import digest
from app.stopping import told_to_stop

LOOK_S = 3
LONGEST_S = 30
"""Proxies give up on a silent line after a minute, mobile networks seldom before."""


class Look(NamedTuple):
    """A state that is quick to ask for, and the JSON, which is only made when the state has changed."""

    state: object
    body: str | None


async def when_changed(request: Request, look: Callable[[object], Awaitable[Look]]) -> Response:
    """Answer with the JSON that `look` gives; with 304 when it stays what the asker knows.

    `look` is handed the state that it gave last, None at first.
    """
    known = tag = request.headers.get("If-None-Match", "")
    left = _patience(request)
    state: object = None
    while True:
        state, body = await look(state)
        if body is not None:
            tag = f'"{digest(body)[:16]}"'
            if tag != known:
                return Response(body, media_type="application/json", headers={"ETag": tag})
        if left <= 0 or await _has_ended(request, min(left, LOOK_S)):
            return Response(status_code=304, headers={"ETag": tag})
        left -= LOOK_S


def _patience(request: Request) -> int:
    """Give the seconds that the asker is willing to wait; none for who does not say."""
    asked = re.search(r"\bwait=(\d{1,9})\b", request.headers.get("Prefer", ""))
    return min(int(asked[1]), LONGEST_S) if asked else 0


async def _has_ended(request: Request, seconds: int) -> bool:
    """Wait; tell early when the asker has gone, or the site is told to stop."""
    ends = [asyncio.ensure_future(_gone(request)), asyncio.ensure_future(told_to_stop())]
    done, waiting = await asyncio.wait(ends, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
    for one in waiting:
        one.cancel()
    return bool(done)


async def _gone(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass
