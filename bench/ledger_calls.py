"""The made-up chapter rings: 1,476 members on one list, a hundred to welcome, everybody holding ten."""

from datetime import date, timedelta
from uuid import UUID, uuid4

from sqlmodel import Session

from app.language import now, today
from app.mobilise.models import Callee, Caller, CallHold, CallingGoal, CallingRound, CallOutcome, CallTally
from app.sealing import blind_index

MEMBERS = 1_476


def fill_calling(session: Session, people: list[UUID]) -> tuple[CallingRound, list[UUID]]:
    """Put all members on one list; every role rings, and holds ten: give the first of each one's ten too."""
    calling = CallingRound(name="Alle medlemmer", goal=CallingGoal.SIGN_UP, script="Hei!", opened_at=now())
    welcome = CallingRound(name="Nye medlemmer", goal=CallingGoal.WELCOME, opened_at=now())
    session.add_all([calling, welcome])
    session.flush()
    members = [_callee(calling, number) for number in range(MEMBERS)]
    fresh = [
        _callee(welcome, MEMBERS + number, today() - timedelta(days=number % 20)) for number in range(100)
    ]
    session.add_all([*members, *fresh])
    session.add_all(CallTally(calling_round_id=calling.id, outcome=each, calls=100) for each in CallOutcome)
    session.flush()
    for place, person in enumerate(people):
        session.add(Caller(calling_round_id=calling.id, person_id=person))
        session.add_all(
            CallHold(
                phone_index=each.phone_index,
                callee_id=each.id,
                person_id=person,
                until=now() + timedelta(hours=20),
            )
            for each in members[10 * place : 10 * place + 10]
        )
    session.flush()
    return calling, [members[10 * place].id for place in range(len(people))]


def _callee(calling: CallingRound, number: int, joined_on: date | None = None) -> Callee:
    phone = f"+474{number:07}"
    return Callee(
        id=uuid4(),
        calling_round_id=calling.id,
        name=f"Medlem {number}",
        phone=phone,
        phone_index=blind_index(phone),
        joined_on=joined_on,
        due_at=now(),
    )
