"""Answers made small for a phone on a thin line; only those that repeat nothing a stranger sent."""

import gzip

from fastapi import Request
from starlette.responses import Response

from app.sealing import digest

LEVEL = 6


def packed(request: Request, body: str | bytes, media_type: str) -> Response:
    """Give `body` as it is, or gzipped when the phone takes that."""
    plain = body.encode() if isinstance(body, str) else body
    headers = {"Vary": "Accept-Encoding"}
    if "gzip" not in request.headers.get("accept-encoding", ""):
        return Response(plain, media_type=media_type, headers=headers)
    headers["Content-Encoding"] = "gzip"
    return Response(gzip.compress(plain, LEVEL, mtime=0), media_type=media_type, headers=headers)


def packed_file(request: Request, text: str, media_type: str) -> Response:
    """Give a file that a browser keeps, and only its name again when it has this one already."""
    tag = f'"{digest(text)[:16]}"'
    headers = {"ETag": tag, "Cache-Control": "no-cache"}
    if tag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    answer = packed(request, text, media_type)
    answer.headers.update(headers)
    return answer
