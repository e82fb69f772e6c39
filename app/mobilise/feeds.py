"""The coming rounds for others to show: the party's website and app, calendars. Nothing here is private."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from pydantic import BaseModel
from sqlmodel import Session, col, select

from app.config import settings
from app.errors import NotFoundError
from app.language import local, now
from app.rounds.above import OWN_DAYS
from app.rounds.calendar import Happening, Outing, outing_of
from app.rounds.links import round_url, webcal
from app.rounds.models import Round, RoundStatus, SignUp
from app.rounds.queries import RoundLine, round_lines
from app.sealing import sign, signed_value

CALENDAR_PAST = timedelta(days=30)


class FeedRound(BaseModel):
    """A round as the JSON feed shows it; docs/feeds.md is the promise."""

    id: UUID
    url: str
    district: str
    starts_at: datetime
    ends_at: datetime
    meeting_place: str
    lat: float | None
    lon: float | None
    places_left: int
    status: str
    version: int


class Feed(BaseModel):
    chapter: str
    url: str
    rounds: list[FeedRound]


def feed(session: Session) -> Feed:
    """Give the rounds that have not ended, called off ones too, so that others can take them down."""
    lines = round_lines(session, _rounds_since(session, now()))
    return Feed(chapter=settings().chapter, url=settings().url, rounds=[_feed_round(line) for line in lines])


def _feed_round(line: RoundLine) -> FeedRound:
    round_ = line.round
    return FeedRound(
        id=round_.id,
        url=round_url(round_),
        district=line.district,
        starts_at=local(round_.starts_at),
        ends_at=local(round_.ends_at),
        meeting_place=round_.meeting_place,
        lat=round_.meeting_lat,
        lon=round_.meeting_lon,
        places_left=line.places_left,
        status=round_.status.value,
        version=round_.version,
    )


def _rounds_since(session: Session, moment: datetime) -> Sequence[Round]:
    return session.exec(select(Round).where(col(Round.ends_at) > moment).order_by(col(Round.starts_at))).all()


def all_outings(session: Session) -> list[Outing]:
    """Give every round for a calendar that follows them all, the last month's too."""
    lines = round_lines(session, _rounds_since(session, now() - CALENDAR_PAST))
    return [Outing(line.round, line.district) for line in lines]


def own_feed_url(person_id: UUID) -> str:
    """Give the address by which a calendar follows one person's rounds; for that person's own page alone."""
    return webcal(f"/feed/people/{sign('calendar', str(person_id))}/rounds.ics")


def own_calendar(session: Session, code: str) -> tuple[list[Outing], list[Happening]]:
    """Give one person's rounds, and what else is theirs; the code is signed, and shown to them alone.

    Raises
    ------
    NotFoundError
        The code is not ours.
    """
    named = signed_value("calendar", code) if code.isascii() else None
    if not named:
        raise NotFoundError
    query = (
        select(SignUp, Round)
        .join(Round, col(Round.id) == SignUp.round_id)
        .where(SignUp.person_id == UUID(named))
        .order_by(col(Round.starts_at))
    )
    rows = session.exec(query).all()
    lines = round_lines(session, [round_ for _sign_up, round_ in rows])
    outings = [
        outing_of(line.round, line.district, found.status, found.changes)
        for (found, _round), line in zip(rows, lines, strict=True)
    ]
    return outings, [day for ask in OWN_DAYS for day in ask(session, UUID(named))]


def shown_elsewhere(session: Session) -> list[RoundLine]:
    """Give the coming rounds for the list that other sites frame."""
    rounds = _rounds_since(session, now())
    return round_lines(session, [each for each in rounds if each.status == RoundStatus.PLANNED])
