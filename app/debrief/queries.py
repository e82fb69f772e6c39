"""Reads for the debrief."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlmodel import Session, col, func, select

from app.canvass.models import Tally
from app.canvass.queries import assignments_walked, papers_of, totals_by_assignment
from app.debrief.models import Attended, Debrief
from app.people.models import Person, PersonRole, Role
from app.programme.models import Note, NoteStatus
from app.programme.queries import notes_of, place_of_round
from app.programme.screening import Hit, Piece, generalised, is_blocked, pieces, screen
from app.rounds.models import Assignment, Round, RoundGeneral, RoundStatus, SignUp, SignUpStatus, Team
from app.turf.models import WalkRoute

MASK = "●●●"
MOST_LESSONS = 3


@dataclass(frozen=True)
class TeamTotals:
    """A team's totals on a route, for the round's own general; `paper` are those typed in from the sheet.

    `route` is the number on the sheet, which tells a team's routes apart; none where it had only one.
    """

    team: Team
    assignment_id: UUID
    route: int | None
    walked: bool
    nobody_home: int
    talked: int
    no_thanks: int
    no_access: int
    paper: Tally | None


@dataclass(frozen=True)
class NoteLine:
    """A note to look at. In quarantine its hits are masked: not even the general needs to see them."""

    note: Note
    pieces: list[Piece]
    hits: list[Hit]
    text: str
    suggestion: str

    @property
    def is_approved(self) -> bool:
        """Tell whether it goes to the committee when the round is closed."""
        return self.note.status == NoteStatus.APPROVED

    @property
    def is_quarantined(self) -> bool:
        """Tell whether something in it must go first."""
        return self.note.status == NoteStatus.QUARANTINED


def debrief_of(session: Session, round_: Round) -> Debrief:
    """Give the round's debrief, an empty one that is not stored if none has begun."""
    return session.get(Debrief, round_.id) or Debrief(round_id=round_.id)


def present(session: Session, round_: Round) -> set[UUID]:
    """Give the sign-ups ticked off as having been there."""
    return set(session.exec(select(Attended.sign_up_id).where(Attended.round_id == round_.id)))


def people_present(session: Session, round_: Round) -> Sequence[Person]:
    """List the people ticked off as having been there."""
    query = (
        select(Person)
        .join(SignUp, col(SignUp.person_id) == Person.id)
        .join(Attended, col(Attended.sign_up_id) == SignUp.id)
    )
    return session.exec(query.where(Attended.round_id == round_.id)).all()


def named_present(session: Session, round_: Round) -> set[UUID]:
    """Give those ticked off whom the app would know again: a first name alone may be anybody's."""
    return {person.id for person in people_present(session, round_) if person.is_known_again}


def named_who_walked(session: Session, debrief: Debrief) -> set[UUID]:
    """Give those whom `named_present` gave while the round was open, as far as they are still here.

    Closing cancels whoever was not ticked off; where nobody was, the sign-ups that stand tell nothing.
    """
    if debrief.attended == debrief.others:
        return set()
    query = select(Person).join(SignUp, col(SignUp.person_id) == Person.id)
    stand = SignUp.round_id == debrief.round_id, SignUp.status == SignUpStatus.COMING
    return {person.id for person in session.exec(query.where(*stand)) if person.is_known_again}


def teams_out(session: Session, round_id: UUID) -> int:
    """Count the teams that have opened a route or have totals."""
    walked = assignments_walked(session, round_id)
    query = select(func.count(func.distinct(Assignment.team_id)))
    return session.exec(query.where(col(Assignment.id).in_(walked))).one()


def team_totals(session: Session, round_: Round) -> list[TeamTotals]:
    """List every route that a team had, with the totals that its phones and sheets have given."""
    totals, papers = totals_by_assignment(session, round_.id), papers_of(session, round_.id)
    walked = assignments_walked(session, round_.id)
    query = (
        select(Assignment, Team, WalkRoute)
        .join(Team, col(Team.id) == Assignment.team_id)
        .join(WalkRoute, col(WalkRoute.id) == Assignment.walk_route_id)
        .where(Assignment.round_id == round_.id)
        .order_by(col(Team.number), col(Assignment.turn))
    )
    had = session.exec(query).all()
    routes = Counter(team.id for _assignment, team, _route in had)
    return [
        TeamTotals(
            team,
            assignment.id,
            route.number if routes[team.id] > 1 else None,
            assignment.id in walked,
            *totals.get(assignment.id, (0, 0, 0, 0)),
            papers.get(assignment.id),
        )
        for assignment, team, route in had
    ]


def other_generals(session: Session, round_: Round) -> Sequence[Person]:
    """List the generals who do not lead the round, for handing the debrief over."""
    leading = select(RoundGeneral.person_id).where(RoundGeneral.round_id == round_.id)
    query = select(Person).join(PersonRole, col(PersonRole.person_id) == Person.id)
    found = session.exec(query.where(PersonRole.role == Role.GENERAL, col(Person.id).not_in(leading))).all()
    return sorted(found, key=lambda person: person.name)


def lessons(session: Session, district_id: UUID) -> list[str]:
    """List what the last rounds in a district would do differently, newest first; for the next plan."""
    query = (
        select(Debrief.lesson)
        .join(Round, col(Round.id) == Debrief.round_id)
        .where(Round.district_id == district_id, Round.status == RoundStatus.HELD, Debrief.lesson != "")
        .order_by(col(Round.starts_at).desc())
    )
    return list(session.exec(query.limit(MOST_LESSONS)))


def note_lines(session: Session, round_: Round) -> list[NoteLine]:
    """List the round's notes with what screening finds in them, those to look at first."""
    place = place_of_round(session, round_.id)
    lines = []
    for note in notes_of(session, round_.id):
        hits = screen(note.text, place)
        hidden = is_blocked(hits)
        shown = [
            Piece(MASK, piece.hit) if piece.hit and piece.hit.level == "block" else piece
            for piece in pieces(note.text, hits)
        ]
        text = generalised(note.text, hits, only="block") if hidden else note.text
        lines.append(NoteLine(note, shown, hits, text, generalised(note.text, hits)))
    return sorted(lines, key=lambda line: (line.is_approved, line.note.id))
