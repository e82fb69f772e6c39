"""Files that belong to nothing any more."""

from datetime import timedelta

from sqlmodel import Session, select

from app.language import now
from app.turf.maps import old_route_clips
from app.turf.models import WalkRoute


def sweep_clips(session: Session) -> None:
    """Delete the map clips of routes that are gone; run daily, safe to repeat."""
    known = {str(walk_route_id) for walk_route_id in session.exec(select(WalkRoute.id))}
    for file in old_route_clips(now() - timedelta(days=1)):
        if file.stem not in known:
            file.unlink(missing_ok=True)
