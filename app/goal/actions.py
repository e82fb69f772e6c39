"""Leaving: what one's own page can write."""

from sqlmodel import Session, col, select

from app.language import now
from app.people.access import Actor
from app.people.actions import forget_person
from app.people.queries import access_person
from app.rounds.models import Round, RoundStatus, SignUp, SignUpStatus
from app.rounds.sign_ups import cancel_sign_up


def forget_self(session: Session, actor: Actor) -> None:
    """Delete the person who asks; places in coming rounds go to those who wait.

    Raises
    ------
    LastBoardMemberError
        Nobody would be left on the board.
    """
    query = (
        select(SignUp, Round)
        .join(Round, col(Round.id) == SignUp.round_id)
        .where(
            SignUp.person_id == actor.person_id,
            SignUp.status != SignUpStatus.CANCELLED,
            Round.status == RoundStatus.PLANNED,
            col(Round.ends_at) > now(),
        )
    )
    for found, round_ in session.exec(query).all():
        cancel_sign_up(session, round_, found)
    forget_person(session, actor, access_person(session, actor.person_id))
