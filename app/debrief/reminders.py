"""Mails that a debrief waits: one, three and ten days after the round, to those who lead it."""

from datetime import timedelta
from uuid import UUID

from sqlmodel import Session, col, select

from app import mail
from app.config import settings
from app.db import after_commit, insert_once
from app.debrief.models import DebriefReminder
from app.debrief.overdue import late_notes
from app.districts.queries import access_district
from app.language import N_, _, day, local, now, today
from app.people.models import Person
from app.rounds.models import Round, RoundGeneral, RoundStatus

DAYS = (1, 3, 10)
FORGOTTEN = timedelta(days=30)
SUBJECT = N_("Oppsummeringen av runden {day} venter")
TEXT = N_(
    "Runden i {district} {day} er ikke oppsummert ennå, så den teller ikke med. Det tar fem minutter.\n\n"
    "Notater som ingen har sett på, slettes {deleted}.\n\n{url}"
)
NOTE_DAYS = 14
LATE = 100
"""Not a day: the row that says that late notes were told of."""
LATE_SUBJECT = N_("Noen notater fra runden {day} er ikke sett på")
LATE_TEXT = N_(
    "Runden i {district} {day} er over, og noen notater fra telefonene er ikke sett på. Se på dem, ellers "
    "slettes de etter 14 dager.\n\n{url}?step=notes"
)


def sweep_debriefs(session: Session) -> None:
    """Remind the generals of every round whose debrief is due; run daily, each reminder goes out once."""
    _tell_of_late_notes(session)
    planned = select(Round).where(Round.status == RoundStatus.PLANNED)
    for round_ in session.exec(planned.where(col(Round.ends_at) > now() - FORGOTTEN)).all():
        walked_on = local(round_.ends_at).date()
        due = [days for days in DAYS if walked_on + timedelta(days=days) <= today()]
        if due and _is_first(session, round_.id, due):
            _remind(session, round_)


def _is_first(session: Session, round_id: UUID, due: list[int]) -> bool:
    """Note what is due as sent; after some days of silence one mail is enough."""
    fresh = [insert_once(session, DebriefReminder(round_id=round_id, days=days)) for days in due]
    return any(fresh)


def _tell_of_late_notes(session: Session) -> None:
    """Tell once that notes wait after the close, or of a round called off: they are not to go unseen."""
    over = select(Round).where(Round.status != RoundStatus.PLANNED, col(Round.ends_at) > now() - FORGOTTEN)
    rounds = {round_.id: round_ for round_ in session.exec(over)}
    for round_id in late_notes(session, list(rounds)):
        if _is_first(session, round_id, [LATE]):
            _remind(session, rounds[round_id], late=True)


def _remind(session: Session, round_: Round, *, late: bool = False) -> None:
    leads = select(Person).join(RoundGeneral, col(RoundGeneral.person_id) == Person.id)
    subject, text = letter(round_, access_district(session, round_.district_id).name, late=late)
    for person in session.exec(leads.where(RoundGeneral.round_id == round_.id)):
        if person.email:
            sent = (person.email, subject, text)
            after_commit(session, lambda sent=sent: mail.send(*sent))  # type: ignore[misc]  # a bound default


def letter(round_: Round, district: str, *, late: bool = False) -> tuple[str, str]:
    """Give the subject and the text of a reminder: of the debrief, or of notes that came after it."""
    when = day(round_.starts_at, "d. MMMM")
    text = _(LATE_TEXT if late else TEXT).format(
        district=district,
        day=when,
        deleted=day(local(round_.ends_at).date() + timedelta(days=NOTE_DAYS), "d. MMMM"),
        url=f"{settings().url}/rounds/{round_.id}/debrief",
    )
    return _(LATE_SUBJECT if late else SUBJECT).format(day=when), text
