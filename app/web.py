"""What every view needs: pages from templates, redirects, notices, and refusals as sentences."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol
from urllib.parse import quote, unquote, urlsplit

from babel.numbers import format_decimal
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from jinja2 import (
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    PrefixLoader,
    StrictUndefined,
    select_autoescape,
)
from markupsafe import Markup
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.exc import StaleDataError
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from app import language
from app.config import settings
from app.errors import (
    AppError,
    ConflictError,
    InvalidError,
    NotFoundError,
    SignInNeededError,
    TooLargeError,
    TooManyError,
)
from app.field_words import words_for
from app.language import _

APP = Path(__file__).parent
NOTICE_COOKIE = "__Host-notice"
NOTICE_SECONDS = 20
QUARTER_SECONDS = 900
KILOMETRE = 1000
NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"
STATUS_ERRORS: dict[int, type[AppError]] = {404: NotFoundError, 405: NotFoundError, 413: TooLargeError}


class SignedIn(Protocol):
    """What a page shows of the person who looks at it; `people` fills it in."""

    @property
    def role_names(self) -> frozenset[str]: ...


@dataclass(frozen=True)
class MenuItem:
    """A link in the menu, shown to those who hold one of `roles` (to everyone when empty)."""

    url: str
    words: str
    roles: frozenset[str]


MENU: list[MenuItem] = []
"""Each room adds its own entries when `main` puts the app together."""


def _environment() -> Environment:
    rooms = {
        folder.parent.name: FileSystemLoader(folder)
        for folder in sorted(APP.glob("*/templates"))
        if folder.is_dir()
    }
    made = Environment(
        loader=ChoiceLoader([PrefixLoader(rooms), FileSystemLoader(APP / "templates")]),
        autoescape=select_autoescape(["html", "svg"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n", "jinja2.ext.do"],
    )
    made.install_gettext_callables(language._, language.plural, newstyle=True)  # type: ignore[attr-defined]  # added by the i18n extension
    made.globals.update(
        settings=settings,
        menu=MENU,
        language=language.current.get,
        languages=language.LANGUAGES,
    )
    made.filters.update(day=language.day, clock=language.clock, moment=language.moment, paragraphs=paragraphs)
    made.filters.update(minutes=minutes, distance=distance, spaced=language.spaced)
    return made


def paragraphs(text: str) -> Markup:
    """Turn blank lines into paragraphs and line ends into breaks, everything escaped."""
    blocks = [
        Markup("<br>").join(block.splitlines())
        for block in re.split(r"\n\s*\n", text.strip())
        if block.strip()
    ]
    return Markup("").join(Markup("<p>{}</p>").format(block) for block in blocks)


def minutes(value: float) -> str:
    """Write how long a route takes, never on two lines: «86 min», as one asks for it, never «1 t 26 min»."""
    return _("{rest} min").format(rest=round(value)).replace(" ", NO_BREAK_SPACE)


def distance(metres: float) -> str:
    """Write a distance as people say it: «40 m», «1,2 km»."""
    tens = round(metres, -1)
    if tens < KILOMETRE:
        return f"{tens:.0f} m"
    return f"{format_decimal(metres / KILOMETRE, '#,##0.0', locale=language.current.get())} km"


templates = _environment()


def page(request: Request, template: str, /, status: int = 200, **facts: object) -> HTMLResponse:
    """Render a template (`room/file.html`) with the person and the notice of this request."""
    response = HTMLResponse(part(request, template, **facts), status)
    if NOTICE_COOKIE in request.cookies:
        response.delete_cookie(NOTICE_COOKIE, secure=True, httponly=True)
    return response


def part(request: Request, template: str, /, **facts: object) -> Markup:
    """Render a template for another one to hold, or to see whether it is as it was."""
    return Markup(  # noqa: S704 - a template of ours, which has escaped what is put into it
        templates.get_template(template).render(
            request=request,
            actor=getattr(request.state, "actor", None),
            notice=unquote(request.cookies.get(NOTICE_COOKIE, "")),
            **facts,
        )
    )


def redirect(url: str, notice: str = "") -> RedirectResponse:
    """Send the browser on after a form; the notice, without personal data, is shown once on the next page."""
    response = RedirectResponse(url, 303)
    if notice:
        response.set_cookie(
            NOTICE_COOKIE, quote(notice), max_age=NOTICE_SECONDS, secure=True, httponly=True, samesite="lax"
        )
    return response


def is_fragment(request: Request) -> bool:
    """Tell whether htmx asks for a part of a page."""
    return request.headers.get("HX-Request") == "true"


def wants_json(request: Request) -> bool:
    """Tell whether the phone's program asks, rather than a person who reads."""
    return "application/json" in request.headers.get("accept", "")


def refusal(request: Request, error: AppError) -> Response:
    """Render a refusal: a sentence for people, the same sentence as JSON for the phone's program."""
    sentence = _(error.sentence).format(**error.facts)
    if wants_json(request):
        return JSONResponse({"sentence": sentence}, error.status)
    if isinstance(error, SignInNeededError) and not is_fragment(request):
        return RedirectResponse(f"/sign-in?next={quote(request.url.path)}", 303)
    if is_fragment(request):
        response = page(request, "fragments/refusal.html", status=error.status, sentence=sentence)
        response.headers.update(
            {
                "HX-Retarget": "#notices",
                "HX-Reswap": "innerHTML",
                "HX-Reselect": "unset",
                "HX-Push-Url": "false",
            }
        )
        return response
    return page(
        request, "refusal.html", error.status, sentence=sentence, code=error.status, back=_came_from(request)
    )


def _came_from(request: Request) -> str:
    """Give the page of ours that a refused form or link stood on; nothing when there was none."""
    came = urlsplit(request.headers.get("referer", ""))
    is_elsewhere = came.netloc != request.url.netloc or came.path.startswith("//")  # that would be a host
    if is_elsewhere or (request.method == "GET" and came.path == request.url.path):
        return ""
    return f"{came.path}?{came.query}" if came.query else came.path


def install_errors(app: FastAPI) -> None:
    """Let the app answer every failure with one kind sentence and never with an exception's text."""

    @app.exception_handler(AppError)
    def expected(request: Request, error: AppError) -> Response:
        response = refusal(request, error)
        if isinstance(error, TooManyError):
            response.headers["Retry-After"] = str(error.facts.get("seconds", QUARTER_SECONDS))
        return response

    @app.exception_handler(RequestValidationError)
    def malformed(request: Request, error: RequestValidationError) -> Response:
        fields = {str(part) for item in error.errors() for part in item["loc"][1:]}
        sentence = language.N_("Feltet {fields} mangler eller har feil form. Rett det og send på nytt.")
        return refusal(request, InvalidError(sentence, fields=words_for(fields)))

    @app.exception_handler(IntegrityError)
    @app.exception_handler(StaleDataError)
    def collided(request: Request, error: Exception) -> Response:  # noqa: ARG001 - its text may hold data
        return refusal(request, ConflictError())

    @app.exception_handler(HTTPException)
    def plain(request: Request, error: HTTPException) -> Response:
        known = STATUS_ERRORS.get(error.status_code, AppError)()
        known.status = error.status_code
        return refusal(request, known)

    @app.exception_handler(Exception)
    def unexpected(request: Request, error: Exception) -> Response:  # noqa: ARG001 - its text may hold data
        broken = AppError(
            language.N_("Noe gikk galt hos oss. Det du har lagret, er trygt. Prøv igjen om litt.")
        )
        broken.status = 500
        return refusal(request, broken)
