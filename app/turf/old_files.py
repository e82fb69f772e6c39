"""Files that belong to nothing any more."""

from datetime import timedelta

from sqlmodel import Session, select

from app.language import now
from app.turf.maps import old_drafts, old_route_clips
from app.turf.models import WalkRoute


def sweep_maps(session: Session) -> None:
    """Delete clips of routes that are gone, and drafts of cuts cut short; run daily, safe to repeat."""
    known = {str(walk_route_id) for walk_route_id in session.exec(select(WalkRoute.id))}
    yesterday = now() - timedelta(days=1)
    gone = [file for file in old_route_clips(yesterday) if file.stem not in known]
    for file in [*gone, *old_drafts(yesterday)]:
        file.unlink(missing_ok=True)
