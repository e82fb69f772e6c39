"""Every January: who has walked and is still kept is asked, and leaves with everything by one tap."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement
from sqlmodel import Session, and_, col, or_, select

from app import mail
from app.config import settings
from app.db import after_commit
from app.errors import NotFoundError
from app.language import OSLO, _, local, now, today
from app.people.actions import NEVER_WALKED_DAYS, forget_person
from app.people.models import Person, PersonRole, Role
from app.rounds import mail_switches
from app.rounds.mail_switches import Kind
from app.sealing import sign, signed_value

FIRST_DAY = 7
MOST_AT_ONCE = 200
"""An hour's mail; the rest goes the hours after."""


def ask_who_stay(session: Session) -> int:
    """Ask each once a year whether we may still keep them; give how many were asked.

    Nothing goes out before the seventh of January, before nine in the morning, or until the board has turned
    it on. Whoever has a task is asked by the board, and whoever never walked goes without being asked.
    """
    moment = local(now())
    early = moment.month != 1 or moment.day < FIRST_DAY or moment.hour < mail_switches.FIRST_HOUR
    if early or not mail_switches.is_on(session, Kind.JANUARY):
        return 0
    found = session.exec(select(Person).where(_to_ask(moment.year)).limit(MOST_AT_ONCE)).all()
    for person in found:
        person.asked_in = moment.year
        _ask(session, person)
    session.flush()
    return len(found)


def _to_ask(year: int) -> ColumnElement[bool]:
    with_task = select(PersonRole.person_id).where(PersonRole.role != Role.VOLUNTEER)
    new_year = datetime(year, 1, 1, tzinfo=OSLO).astimezone(UTC)
    return and_(
        col(Person.email_index).is_not(None),
        col(Person.keep_until) > today() + timedelta(days=NEVER_WALKED_DAYS),
        or_(col(Person.consented_at).is_(None), col(Person.consented_at) < new_year),
        or_(col(Person.asked_in).is_(None), col(Person.asked_in) < year),
        col(Person.id).not_in(with_task),
    )


def _ask(session: Session, person: Person) -> None:
    address, (subject, text) = person.email or "", letter(leave_url(person.id))
    after_commit(session, lambda: mail.send(address, subject, text))


def letter(url: str) -> tuple[str, str]:
    """Give the subject and the text of January's question."""
    lines = [
        _("Takk for at du har gått dørbank med oss."),
        _(
            "Vi har navnet ditt og denne adressen for å kunne spørre deg igjen. "
            "Er det greit, trenger du ikke gjøre noe."
        ),
        _("Vil du heller at vi sletter alt om deg, gjør du det her, uten å logge inn: {url}").format(url=url),
    ]
    return _("Vil du fortsatt være med på dørbank?"), "\n\n".join(lines)


def leave_url(person_id: UUID) -> str:
    """Give the address where somebody deletes themself without signing in."""
    return f"{settings().url}/leave/{sign('leave', str(person_id))}"


def person_leaving(session: Session, code: str) -> Person:
    """Tell whose page it is.

    Raises
    ------
    NotFoundError
        The code is not ours, or the person is deleted already.
    """
    named = signed_value("leave", code) if code.isascii() else None
    person = session.get(Person, UUID(named)) if named else None
    if person is None:
        raise NotFoundError
    return person


def leave(session: Session, code: str) -> None:
    """Delete whom the code was made for, with everything about them."""
    forget_person(session, None, person_leaving(session, code))
