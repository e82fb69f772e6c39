"""A question that waits for its answer (RFC 7240, `Prefer: wait`), so that news is heard at once.

Looks into the database every other second instead of being told by whoever writes: so it holds with several
web workers, and for every cause of a change. It holds neither a thread nor a connection in between.
"""

import asyncio
import re
from collections.abc import Awaitable, Callable

from fastapi import Request
from starlette.responses import Response

from app.sealing import digest

LOOK_S = 2
LONGEST_S = 30
"""Proxies give up on a silent line after a minute, mobile networks seldom before."""


async def when_changed(request: Request, look: Callable[[], Awaitable[str]]) -> Response:
    """Answer with the JSON that `look` gives; with 304 when it stays what the asker knows."""
    known = request.headers.get("If-None-Match")
    left = _patience(request)
    while True:
        body = await look()
        tag = f'"{digest(body)[:16]}"'
        if tag != known:
            return Response(body, media_type="application/json", headers={"ETag": tag})
        if left <= 0 or await _has_gone(request, min(left, LOOK_S)):
            return Response(status_code=304, headers={"ETag": tag})
        left -= LOOK_S


def _patience(request: Request) -> int:
    """Give the seconds that the asker is willing to wait; none for who does not say."""
    asked = re.search(r"\bwait=(\d{1,9})\b", request.headers.get("Prefer", ""))
    return min(int(asked[1]), LONGEST_S) if asked else 0


async def _has_gone(request: Request, seconds: int) -> bool:
    """Wait, but no longer than the asker does."""
    try:
        async with asyncio.timeout(seconds):
            while (await request.receive())["type"] != "http.disconnect":
                pass
    except TimeoutError:
        return False
    return True
