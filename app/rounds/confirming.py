"""How much mail a form may cause: whoever types an address in it need not be whose it is."""

from limits import parse
from sqlmodel import Session

from app.people.limits import has_room, is_full
from app.rounds import letters
from app.rounds.models import Round, SignUp, SignUpLink

ONCE = parse("1 per 15 minutes")
OF_ROUND = parse("2 per 15 minutes")
OF_PERSON = parse("5 per 15 minutes")
"""As many as there are rounds on the paper form."""


def confirm(session: Session, round_: Round, found: SignUp, link: SignUpLink | None) -> None:
    """Mail a receipt, unless it says what the last one said or many have gone out: the page tells it too.

    `link` is that of a sign-up just made; none when the form found one, and changed nothing.
    """
    state = _state(round_, found, found.changes)
    tries = (ONCE, state), (OF_ROUND, str(found.id)), (OF_PERSON, str(found.person_id))
    if has_room("receipt", *tries):
        letters.tell(session, round_, found, letters.letter_for(found.status), link)
    elif link:
        has_room("no receipt", (ONCE, state))


def tell_off(session: Session, round_: Round, found: SignUp) -> None:
    """Mail that somebody is off a round, to clear the calendar; not where no receipt had put it in there."""
    if not is_full("no receipt", ONCE, _state(round_, found, found.changes - 1)):
        letters.tell(session, round_, found, letters.OFF)


def ask_off(session: Session, round_: Round, found: SignUp) -> None:
    """Pass on that somebody asked to step off; once, however many forms and links ask the same."""
    if has_room("asked off", (ONCE, str(found.id))):
        letters.tell_or_ring(session, round_, found, letters.ASKED_OFF)


def _state(round_: Round, found: SignUp, changes: int) -> str:
    """Name a sign-up as it is told of: another place, a change of the round, and it is news."""
    return f"{found.id} {changes} {round_.version}"
