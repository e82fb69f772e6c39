"""The day before: one mail to each who is coming, unless they said stop, and not before the board said go."""

from datetime import date, timedelta
from uuid import UUID

from sqlmodel import Session, col, select, update

from app import mail
from app.config import settings
from app.db import after_commit, insert_once
from app.districts.queries import districts
from app.errors import NotFoundError
from app.language import _, clock, day, local, now, today
from app.mobilise.models import Reminded, ReminderStop
from app.people.models import Person
from app.rounds import mail_switches
from app.rounds.letters import proven_url
from app.rounds.mail_switches import Kind
from app.rounds.models import Round, RoundStatus, SignUp, SignUpStatus
from app.sealing import sign, signed_value


def send_reminders(session: Session) -> int:
    """Remind those who come tomorrow, each once a day of theirs however often this runs; give how many.

    Nothing goes out before nine in the morning, or until the board has turned reminders on.
    """
    if not mail_switches.is_on(session, Kind.REMINDERS) or local(now()).hour < mail_switches.FIRST_HOUR:
        return 0
    names = {each.id: each.name for each in districts(session)}
    sent = 0
    for found, round_, person in _coming_tomorrow(session):
        if person.email and _is_first(session, found, local(round_.starts_at).date()):
            subject, text = letter(round_, names.get(round_.district_id, ""), proven_url(session, found))
            _post(session, person.email, subject, text, stop_url(person.id))
            sent += 1
    return sent


def _is_first(session: Session, found: SignUp, on: date) -> bool:
    """Note that a sign-up is reminded of this day, and tell whether it was not before."""
    if insert_once(session, Reminded(sign_up_id=found.id, day=on)):
        return True
    moved = update(Reminded).where(col(Reminded.sign_up_id) == found.id, col(Reminded.day) != on)
    return session.exec(moved.values(day=on).returning(col(Reminded.sign_up_id))).first() is not None


def _coming_tomorrow(session: Session) -> list[tuple[SignUp, Round, Person]]:
    """Find them by the Norwegian day, which can be 23 or 25 hours long."""
    rows = session.exec(
        select(SignUp, Round, Person)
        .join(Round, col(Round.id) == SignUp.round_id)
        .join(Person, col(Person.id) == SignUp.person_id)
        .where(
            Round.status == RoundStatus.PLANNED,
            SignUp.status == SignUpStatus.COMING,
            col(Round.starts_at) > now(),
            col(Round.starts_at) < now() + timedelta(hours=49),
            col(Person.id).not_in(select(ReminderStop.person_id)),
        )
    ).all()
    tomorrow = today() + timedelta(days=1)
    return [row for row in rows if local(row[1].starts_at).date() == tomorrow]


def _post(session: Session, address: str, subject: str, text: str, stop: str) -> None:
    whole = text + "\n\n" + _("Vil du ikke ha slike påminnelser? {url}").format(url=stop)
    after_commit(session, lambda: mail.send(address, subject, whole, unsubscribe=stop))


def letter(round_: Round, district: str, url: str) -> tuple[str, str]:
    """Give the subject and the text of a reminder."""
    subject = _("I morgen: dørbank i {district}").format(district=district)
    lines = [
        _("Vi gleder oss til å gå sammen med deg i morgen."),
        _("{day} kl. {start}–{end}").format(
            day=day(round_.starts_at), start=clock(round_.starts_at), end=clock(round_.ends_at)
        ),
        _("Oppmøte: {place}").format(place=round_.meeting_place),
        _("Passer det ikke likevel? Meld deg av her, så får en annen plassen: {url}").format(url=url),
    ]
    return subject, "\n\n".join(lines)


def stop_url(person_id: UUID) -> str:
    """Give the address that stops reminders to somebody; it needs no sign-in, and does nothing else."""
    return f"{settings().url}/reminders/{sign('reminders', str(person_id))}"


def stop(session: Session, code: str) -> None:
    """Stop reminders to whom the code was made for; safe to repeat.

    Raises
    ------
    NotFoundError
        The code is not ours, or the person is deleted.
    """
    insert_once(session, ReminderStop(person_id=person_of(session, code)))


def person_of(session: Session, code: str) -> UUID:
    """Tell whom a code that stops reminders was made for.

    Raises
    ------
    NotFoundError
        The code is not ours, or the person is deleted.
    """
    named = signed_value("reminders", code) if code.isascii() else None
    if not named or session.get(Person, UUID(named)) is None:
        raise NotFoundError
    return UUID(named)
