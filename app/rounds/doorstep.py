"""What a team takes to the door: talking points in several languages and candidate cards.

They belong to a round (its general's) or to a season (the board's, for every round within it). What language
a resident speaks is nowhere: the phone gets all of them, and which one is read never leaves it.
"""

from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, delete, func, or_, select

from app.errors import NotFoundError
from app.language import day, local, now, today
from app.people.access import Actor
from app.people.actions import record
from app.rounds.errors import PeriodEndsFirstError, PeriodOutsideSeasonError, TooManyCandidatesError
from app.rounds.forms import CandidateForm, PeriodForm, PointsForm
from app.rounds.models import Candidate, Round, Season, TalkingPoints
from app.rounds.pictures import small_picture

SPOKEN: dict[str, str] = {
    "nb": "Bokmål", "nn": "Nynorsk", "en": "English", "se": "Davvisámegiella", "ar": "العربية",
    "de": "Deutsch", "es": "Español", "fa": "فارسی", "fr": "Français", "lt": "Lietuvių", "pl": "Polski",
    "ro": "Română", "so": "Soomaali", "th": "ไทย", "ti": "ትግርኛ", "tr": "Türkçe", "uk": "Українська",
    "ur": "اردو", "vi": "Tiếng Việt",
}  # fmt: skip
"""Languages by the name that those who speak them use; the first is what a chapter writes first."""
MOST_CANDIDATES = 6
KEPT_DAYS = 14
Shelf = Round | Season


@dataclass(frozen=True)
class Doorstep:
    """What lies on a phone: points by language code, and cards, a round's own before its season's."""

    points: list[TalkingPoints]
    candidates: list[Candidate]


def doorstep_of(session: Session, round_: Round) -> Doorstep:
    """Gather what a round's teams take along; in one language, the round's own points stand alone.

    The round's plan has points in bokmål of its own; then the season's are left out.
    """
    on = local(round_.starts_at).date()
    shelves: list[Shelf] = [round_, *_seasons_on(session, on)]
    by_language: dict[str, TalkingPoints] = {}
    if round_.talking_points:
        by_language["nb"] = TalkingPoints(language="nb", text=round_.talking_points)
    for points in points_of(session, *shelves):
        if _is_used(points, on):
            by_language.setdefault(points.language, points)
    cards = [card for card in candidates_of(session, *shelves) if _is_used(card, on)]
    order = list(SPOKEN)
    return Doorstep(
        sorted(by_language.values(), key=lambda points: order.index(points.language)),
        cards[:MOST_CANDIDATES],
    )


def _is_used(item: Candidate | TalkingPoints, on: date) -> bool:
    return (item.used_from or date.min) <= on <= (item.used_until or date.max)


def _seasons_on(session: Session, on: date) -> Sequence[Season]:
    query = select(Season).where(col(Season.starts_on) <= on, col(Season.ends_on) >= on)
    return session.exec(query.order_by(col(Season.starts_on).desc())).all()


@dataclass(frozen=True)
class Along:
    """Whether the teams of a round have programme points with them, and candidate cards."""

    points: bool
    cards: bool


def along(session: Session, round_id: UUID) -> Along:
    """Tell what the teams of a round have with them."""
    found = doorstep_of(session, session.get_one(Round, round_id))
    return Along(bool(found.points), bool(found.candidates))


def points_of(session: Session, *shelves: Shelf) -> list[TalkingPoints]:
    """List talking points by language: those of a round or a season, or of several, one after the other."""
    found = session.exec(select(TalkingPoints).where(_on(TalkingPoints, *shelves)))
    return sorted(found, key=lambda points: (_shelf_number(points, shelves), points.language))


def candidates_of(session: Session, *shelves: Shelf) -> list[Candidate]:
    """List candidate cards by name: those of a round or a season, or of several, one after the other."""
    found = session.exec(select(Candidate).where(_on(Candidate, *shelves)))
    return sorted(found, key=lambda card: (_shelf_number(card, shelves), card.name))


def _shelf_number(item: Candidate | TalkingPoints, shelves: Sequence[Shelf]) -> int:
    own = item.round_id or item.season_id
    return next(number for number, shelf in enumerate(shelves) if shelf.id == own)


@dataclass(frozen=True)
class TakenAlong:
    """Something that rounds take along between two days: a candidate's name, or a language to speak in."""

    name: str
    is_card: bool
    first: date
    last: date


def taken_along(session: Session, on: date | None, round_: Round | None = None) -> list[TakenAlong]:
    """List a round's cards and what a season gives rounds on a day; without a day, all that is ahead."""
    first_day, last_day = (on, on) if on else (today(), date.max)
    ahead = (col(Season.ends_on) >= first_day, col(Season.starts_on) <= last_day)
    found = []
    for table, name in ((TalkingPoints, TalkingPoints.language), (Candidate, Candidate.name)):
        query = select(col(name), col(table.used_from), col(table.used_until), Season).where(*ahead)
        for words, start, end, season in session.exec(query.join(Season, col(Season.id) == table.season_id)):
            first, last = start or season.starts_on, end or season.ends_on
            if first <= last_day and last >= first_day:
                found.append(TakenAlong(SPOKEN.get(words, words), table is Candidate, first, last))
    if round_:
        its_day = local(round_.starts_at).date()
        own = candidates_of(session, round_)
        found += [TakenAlong(card.name, is_card=True, first=its_day, last=its_day) for card in own]
    return sorted(found, key=lambda one: (not one.is_card, one.first, one.name))


def picture_url(candidate: Candidate) -> str:
    """Give a card's picture as a data URL, so that it lies on the phone with the route; empty without one."""
    if not candidate.picture:
        return ""
    return f"data:image/webp;base64,{b64encode(candidate.picture).decode()}"


def write_points(session: Session, actor: Actor, shelf: Shelf, form: PointsForm) -> None:
    """Write the talking points in one language anew; empty ones are taken away. Safe to repeat.

    For the round's general or, in a season, the board.

    Raises
    ------
    PeriodEndsFirstError, PeriodOutsideSeasonError
        As their sentences say.
    """
    period = _period(shelf, form)
    query = select(TalkingPoints).where(_on(TalkingPoints, shelf), TalkingPoints.language == form.language)
    points = session.exec(query).one_or_none()
    if points is None and form.text:
        points = TalkingPoints(language=form.language)
        points.round_id, points.season_id = _place(shelf)
        session.add(points)
    if points and not form.text:
        session.delete(points)
    elif points:
        points.text = form.text
        points.used_from, points.used_until = period
    session.flush()
    record(session, actor, "talking points written", f"{_name(shelf)} {form.language}")


def keep_candidate(session: Session, actor: Actor, shelf: Shelf, form: CandidateForm) -> None:
    """Add a candidate's card, or change the one that is named; without a new picture the old one stays.

    For the round's general or, in a season, the board.

    Raises
    ------
    NotFoundError
        The card belongs elsewhere.
    TooManyCandidatesError
        There are six already.
    UnreadablePictureError
        The picture cannot be read.
    PeriodEndsFirstError, PeriodOutsideSeasonError
        As their sentences say.
    """
    period = _period(shelf, form)
    candidate = _named(session, shelf, form.candidate_id) if form.candidate_id else None
    if candidate is None:
        if _count(session, shelf) >= MOST_CANDIDATES:
            raise TooManyCandidatesError(most=MOST_CANDIDATES)
        candidate = Candidate(name=form.name)
        candidate.round_id, candidate.season_id = _place(shelf)
    candidate.name, candidate.text = form.name, form.text
    candidate.used_from, candidate.used_until = period
    if sent := form.picture.file.read() if form.picture else b"":
        candidate.picture = small_picture(sent)
    session.add(candidate)
    session.flush()
    record(session, actor, "candidate card kept", _name(shelf))


def remove_candidate(session: Session, actor: Actor, shelf: Shelf, candidate_id: UUID) -> None:
    """Take a card away for good, with its picture.

    Raises
    ------
    NotFoundError
        The card belongs elsewhere.
    """
    session.delete(_named(session, shelf, candidate_id))
    record(session, actor, "candidate card removed", _name(shelf))


def sweep_doorstep(session: Session) -> None:
    """Forget cards and points two weeks after their round or season; run daily."""
    rounds = select(Round.id).where(col(Round.ends_at) < now() - timedelta(days=KEPT_DAYS))
    seasons = select(Season.id).where(col(Season.ends_on) < today() - timedelta(days=KEPT_DAYS))
    for table in (Candidate, TalkingPoints):
        session.exec(
            delete(table).where(or_(col(table.round_id).in_(rounds), col(table.season_id).in_(seasons)))
        )


def _period(shelf: Shelf, form: PeriodForm) -> tuple[date | None, date | None]:
    """Give from when until when something is used; in a round that is its own day."""
    if isinstance(shelf, Round):
        return None, None
    first, last = form.used_from or shelf.starts_on, form.used_until or shelf.ends_on
    if form.used_from and form.used_until and last < first:
        raise PeriodEndsFirstError
    if first > shelf.ends_on or last < shelf.starts_on:
        raise PeriodOutsideSeasonError(
            first=day(shelf.starts_on, "d. MMMM y"), last=day(shelf.ends_on, "d. MMMM y")
        )
    return form.used_from, form.used_until


def _on(table: type[Candidate | TalkingPoints], *shelves: Shelf) -> ColumnElement[bool]:
    rounds = [shelf.id for shelf in shelves if isinstance(shelf, Round)]
    seasons = [shelf.id for shelf in shelves if isinstance(shelf, Season)]
    return or_(col(table.round_id).in_(rounds), col(table.season_id).in_(seasons))


def _place(shelf: Shelf) -> tuple[UUID | None, UUID | None]:
    return (shelf.id, None) if isinstance(shelf, Round) else (None, shelf.id)


def _name(shelf: Shelf) -> str:
    return f"{'round' if isinstance(shelf, Round) else 'season'} {shelf.id}"


def _count(session: Session, shelf: Shelf) -> int:
    return session.exec(select(func.count()).select_from(Candidate).where(_on(Candidate, shelf))).one()


def _named(session: Session, shelf: Shelf, candidate_id: UUID) -> Candidate:
    query = select(Candidate).where(_on(Candidate, shelf), Candidate.id == candidate_id)
    candidate = session.exec(query).one_or_none()
    if candidate is None:
        raise NotFoundError
    return candidate
