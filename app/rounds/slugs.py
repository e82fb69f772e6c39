"""The public address of a round: the district and the day. It moves with the round; the old one leads on."""

import re
import unicodedata
from datetime import datetime
from uuid import UUID

from sqlmodel import Session, col, select

from app.districts.models import District
from app.errors import NotFoundError
from app.language import local
from app.rounds.models import FormerSlug, Round

SLUG_LENGTH = 40
LETTERS = str.maketrans({"æ": "ae", "ø": "o", "å": "a", "đ": "d", "ŋ": "n", "ŧ": "t"})


def round_by_slug(session: Session, slug: str) -> Round:
    """Give the round of a public address, also of one that it had before it was moved.

    Raises
    ------
    NotFoundError
        No round has, or had, this address.
    """
    found = session.exec(select(Round).where(Round.slug == slug)).one_or_none()
    if found is None:
        former = session.get(FormerSlug, slug)
        found = session.get(Round, former.round_id) if former else None
    if found is None:
        raise NotFoundError
    return found


def move_slug(session: Session, round_: Round, district: District) -> None:
    """Give a moved round the address of its new day and district, and keep the old one: it is on posters."""
    slug = free_slug(session, district, round_.starts_at, already=round_.id)
    if slug == round_.slug:
        return
    had_before = session.get(FormerSlug, slug)
    if had_before:
        session.delete(had_before)
    session.add(FormerSlug(slug=round_.slug, round_id=round_.id))
    round_.slug = slug
    session.flush()


def free_slug(
    session: Session, district: District, starts_at: datetime, *, already: UUID | None = None
) -> str:
    """Make a public address, with a number when another round than `already` has it, or had it once."""
    base = _slug(district.name, starts_at)
    taken = {
        slug
        for owner, slug in (
            *session.exec(select(Round.id, Round.slug).where(col(Round.slug).startswith(base))),
            *session.exec(
                select(FormerSlug.round_id, FormerSlug.slug).where(col(FormerSlug.slug).startswith(base))
            ),
        )
        if owner != already
    }
    return next(slug for slug in [base, *(f"{base}-{n}" for n in range(2, 1000))] if slug not in taken)


def _slug(name: str, starts_at: datetime) -> str:
    plain = unicodedata.normalize("NFKD", name.lower().translate(LETTERS)).encode("ascii", "ignore").decode()
    date = local(starts_at).date().isoformat()
    words = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[: SLUG_LENGTH - len(date) - 4].strip("-")
    return f"{words}-{date}" if words else date
