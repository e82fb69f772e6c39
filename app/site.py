"""The few pages that belong to no room: health, colours, manifest, and what we tell about data."""

from fastapi import APIRouter, Request
from sqlalchemy import text
from starlette.responses import JSONResponse, Response

from app.config import settings
from app.db import SessionDep
from app.language import _
from app.people.access import AnyoneDep
from app.programme.choices import choices
from app.theme import theme_css
from app.web import page

router = APIRouter()


@router.get("/health")
def health(_actor: AnyoneDep, session: SessionDep) -> Response:
    """Answer once the database does; for load balancers and the container's health check."""
    session.connection().execute(text("SELECT 1"))
    return JSONResponse({"status": "ok"})


@router.get("/theme.css")
def theme(_actor: AnyoneDep) -> Response:
    return Response(
        theme_css(settings().colour), media_type="text/css", headers={"Cache-Control": "public, max-age=3600"}
    )


@router.get("/manifest.webmanifest")
def manifest(_actor: AnyoneDep) -> Response:
    facts = {
        "name": _("Dørbank") + " · " + settings().chapter,
        "short_name": _("Dørbank"),
        "start_url": "/",
        "display": "standalone",
        "background_color": "#ffffff",
        "theme_color": settings().colour,
        "icons": [
            {"src": "/static/icon.svg", "sizes": "any", "type": "image/svg+xml", "purpose": "any maskable"}
        ],
    }
    return JSONResponse(facts, media_type="application/manifest+json")


@router.get("/privacy")
def privacy(request: Request, _actor: AnyoneDep, session: SessionDep) -> Response:
    return page(request, "privacy.html", held_days=choices(session).held_days)
