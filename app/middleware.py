"""What happens to every request: language, same-origin check, headers, an access log without people."""

import time
from urllib.parse import urlsplit

import structlog
from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import cookie_parser
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app import language
from app.config import settings

SAFE = {"GET", "HEAD", "OPTIONS"}
LANGUAGE_COOKIE = "language"
ONE_CLICK = "/reminders/"
"""Mail programs unsubscribe from here by themselves (RFC 8058). The signed code is all that counts there."""
NO_CONTENT, NOT_MODIFIED = 204, 304
KEPT_FORM, GO_TO = "x-kept-form", "X-Go-To"
"""A form that its page sends itself (`kept_form.js`) hears where to go next instead of being sent there."""
MAX_BODY_BYTES = 2_000_000
PICTURES, MAX_PICTURE_BYTES = "/doorstep/candidates", 12_000_000
"""A photo as a phone's camera makes it."""
FILES, MAX_FILE_BYTES = "/files", 8_200_000
"""A course's slides: 8 MB, and the form around them."""
POLICY = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data: blob:",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "worker-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    ]
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(self), interest-cohort=()",
}
log = structlog.get_logger("access")


class Edge:
    """One ASGI layer around the app. Paths are logged by their pattern: a real one may hold a token."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        cookies = cookie_parser(headers.get("cookie", ""))
        language.current.set(
            language.choose(cookies.get(LANGUAGE_COOKIE) or headers.get("accept-language", ""))
        )
        started, status = time.perf_counter(), 500

        async def send_with_headers(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                if KEPT_FORM in headers:
                    _tell_where_next(message)
                status = message["status"]
                _add_headers(scope, MutableHeaders(scope=message), unchanged=status == NOT_MODIFIED)
            await send(message)

        if refused := _refused(scope, headers):
            await refused(scope, receive, send_with_headers)
        else:
            await self.app(scope, _measured(scope, receive), send_with_headers)
        _log(scope, status, started)


def _refused(scope: Scope, headers: Headers) -> Response | None:
    """Refuse what a foreign site sent in somebody's name, and bodies no form of ours makes."""
    one_click = scope["path"].startswith(ONE_CLICK)
    if scope["method"] not in SAFE and not one_click and not _same_origin(headers):
        foreign = language._("Skjemaet kom fra en annen side. Åpne dørbank selv og prøv igjen.")
        return _says(foreign, 403, headers)
    if int(headers.get("content-length") or 0) > _most_bytes(scope):
        large = language._("Det du sendte er for stort. Del det opp og prøv igjen.")
        return _says(large, 413, headers)
    return None


def _says(sentence: str, status: int, headers: Headers) -> Response:
    """Answer with a sentence, to a phone's program in the form that it shows."""
    if "application/json" in headers.get("accept", ""):
        return JSONResponse({"sentence": sentence}, status)
    return PlainTextResponse(sentence, status)


def _most_bytes(scope: Scope) -> int:
    if scope["path"].endswith(PICTURES):
        return MAX_PICTURE_BYTES
    return MAX_FILE_BYTES if scope["path"].endswith(FILES) else MAX_BODY_BYTES


def _measured(scope: Scope, receive: Receive) -> Receive:
    """Count what comes in: a body in chunks does not say beforehand how long it is."""
    most, taken = _most_bytes(scope), 0

    async def receive_so_much() -> Message:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        if taken > most:
            raise HTTPException(413)  # FastAPI makes every other exception while it reads a body into a 400
        return message

    return receive_so_much


def _same_origin(headers: Headers) -> bool:
    """Trust the browser's word on where a form came from; programs without either header are refused."""
    site = headers.get("sec-fetch-site")
    if site:
        return site == "same-origin"
    origin = headers.get("origin")
    return bool(origin) and urlsplit(origin).netloc in {headers.get("host"), urlsplit(settings().url).netloc}


def _tell_where_next(message: Message) -> None:
    """Turn a redirect into a header: a page that follows one reads the next page and its notice unseen."""
    answer = MutableHeaders(scope=message)
    if "location" in answer:
        answer[GO_TO] = answer["location"]
        del answer["location"]
        message["status"] = NO_CONTENT


def _add_headers(scope: Scope, headers: MutableHeaders, *, unchanged: bool) -> None:
    if not unchanged:  # the browser keeps what came with the first answer; a phone asks a thousand times
        for name, value in HEADERS.items():
            headers.setdefault(name, value)
    static = scope["path"].startswith("/static/")
    headers.setdefault("Cache-Control", "public, max-age=3600" if static else "no-store")
    if urlsplit(settings().url).scheme == "https":
        headers.setdefault("Strict-Transport-Security", "max-age=31536000")


def _log(scope: Scope, status: int, started: float) -> None:
    route = scope.get("route")
    pattern = getattr(route, "path", "-")
    if scope["path"].startswith("/static/"):
        return
    log.info(
        "request",
        method=scope["method"],
        path=pattern,
        status=status,
        ms=round(1000 * (time.perf_counter() - started)),
    )
