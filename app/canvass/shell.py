"""What a phone keeps so that the walk opens without coverage: the page, its files, and their version.

The page holds nothing about a route or a person: those lie in the phone's own store. Its version is made
from the bytes of everything it needs, in the language of the request, so that a changed word is a new one.
"""

import hashlib
import json

from fastapi import Request

from app.canvass.combined import STATIC, walk_program, walk_styles
from app.canvass.words import words
from app.config import settings
from app.language import _
from app.qr import qr_svg
from app.web import templates

PAGE = "/walk"
PROGRAM = "/walk.js"
STYLES = "/walk.css"
MANIFEST = "/walk.webmanifest"
WORKER = STATIC / "js" / "walk" / "worker.js"
PATTERNS = (
    "vendor/leaflet.js",
    "rules/*.json",
    "icon*",
)


def shell_html(request: Request, *, practice: bool = False) -> str:
    """Render the walk's page: the same for every team, in the language of this request."""
    return templates.get_template("canvass/walk.html").render(
        request=request,
        actor=None,
        notice="",
        words=words(),
        practice=practice,
        residents_qr=qr_svg(f"{settings().url}/privacy"),
        contact_qr=qr_svg(settings().contact_form) if settings().contact_form else "",
    )


def worker_script(request: Request) -> str:
    """Give the service worker's program, headed by the files that it keeps and their version."""
    files = [file for pattern in PATTERNS for file in sorted(STATIC.glob(pattern))]
    kept = [PAGE, PROGRAM, STYLES, MANIFEST, *(f"/static/{file.relative_to(STATIC)}" for file in files)]
    version = hashlib.sha256()
    for part in (shell_html(request), walk_program(), walk_styles()):
        version.update(part.encode())
    for file in files:
        version.update(file.read_bytes())
    return (
        f"const VERSION = {json.dumps(version.hexdigest()[:16])};\n"
        f"const FILES = {json.dumps(kept)};\n{WORKER.read_text(encoding='utf-8')}"
    )


def walk_manifest_facts() -> dict[str, str | list[dict[str, str]]]:
    """Describe the walk as an app for the home screen: it opens on the route."""
    icons = [
        {"src": "/static/icon.svg", "sizes": "any", "type": "image/svg+xml", "purpose": "any"},
        {"src": "/static/icon-192.png", "sizes": "192x192", "type": "image/png", "purpose": "any maskable"},
        {"src": "/static/icon-512.png", "sizes": "512x512", "type": "image/png", "purpose": "any maskable"},
    ]
    return {
        "id": PAGE,
        "name": _("Dørbank") + " · " + settings().chapter,
        "short_name": _("Dørbank"),
        "start_url": PAGE,
        "scope": "/",
        "display": "standalone",
        "background_color": "#ffffff",
        "theme_color": settings().colour,
        "icons": icons,
    }
