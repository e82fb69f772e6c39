"""Answers made small for a phone on a thin line; only those that repeat nothing a stranger sent."""

import gzip

from fastapi import Request
from starlette.responses import Response

LEVEL = 6


def packed(request: Request, body: str | bytes, media_type: str) -> Response:
    """Give `body` as it is, or gzipped when the phone takes that."""
    plain = body.encode() if isinstance(body, str) else body
    headers = {"Vary": "Accept-Encoding"}
    if "gzip" not in request.headers.get("accept-encoding", ""):
        return Response(plain, media_type=media_type, headers=headers)
    headers["Content-Encoding"] = "gzip"
    return Response(gzip.compress(plain, LEVEL, mtime=0), media_type=media_type, headers=headers)
