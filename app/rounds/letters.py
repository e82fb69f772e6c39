"""The few mails about a round, written when the transaction is stored; the others are listed to be rung.

A letter that the board has not read is held back: whom it was for is rung, or mailed when it has been read.
"""

from dataclasses import dataclass

from sqlmodel import Session, col, select

from app import mail
from app.config import settings
from app.db import after_commit
from app.districts.queries import access_district
from app.language import N_, _, clock, day, now
from app.people.models import Person
from app.rounds.calendar import calendar_file, outing_of
from app.rounds.links import round_url
from app.rounds.mail_switches import Kind, is_on
from app.rounds.models import RingReason, Round, RoundStatus, SignUp, SignUpLink, SignUpStatus
from app.sealing import sign


@dataclass(frozen=True)
class Letter:
    """What a mail says about the round, before the facts; both are message ids.

    `to_ring` is why to ring somebody who cannot be mailed; none, when the page has told them.
    """

    subject: str
    opening: str
    to_ring: RingReason | None = None
    kind: Kind = Kind.LETTERS


COMING = Letter(
    N_("Du er med på dørbank {day}"),
    N_("Takk for at du blir med! Her er det du trenger å vite."),
)
WAITING = Letter(
    N_("Du står på venteliste til dørbank {day}"),
    N_("Runden er full nå. Vi skriver til deg med en gang det blir en ledig plass."),
)
GOT_PLACE = Letter(
    N_("Du har fått plass på dørbank {day}"),
    N_("Det ble en ledig plass, og den er din. Passer det ikke lenger? Meld deg av med lenken under."),
    RingReason.GOT_PLACE,
)
CHANGED = Letter(
    N_("Endret: dørbank {day}"),
    N_("Runden du er påmeldt, er endret. Dette gjelder nå. Passer det ikke? Meld deg av med lenken under."),
    RingReason.CHANGED,
)
CANCELLED = Letter(
    N_("Avlyst: dørbank {day}"),
    N_("Runden du var påmeldt, blir dessverre ikke noe av. Andre runder finner du med lenken under."),
    RingReason.CANCELLED,
)
OFF = Letter(
    N_("Du er meldt av dørbank {day}"),
    N_("Da er du meldt av denne runden. Vil du være med likevel? Meld deg på igjen med lenken under."),
)
ASKED_OFF = Letter(
    N_("Vil du melde deg av dørbank {day}?"),
    N_("Noen ba om å melde deg av. Var det du, bruker du lenken under. Hvis ikke, står plassen din."),
    RingReason.ASKED_OFF,
)
ASKED = Letter(
    N_("Blir du med på dørbank {day}?"),
    N_("Vi vil gjerne ha deg med på denne runden, og holder av en plass til deg. Svar med lenken under."),
    RingReason.ASKED,
    Kind.ASKED,
)


ALL = (COMING, WAITING, GOT_PLACE, CHANGED, CANCELLED, OFF, ASKED_OFF, ASKED)


def unread(session: Session) -> list[Letter]:
    """List the letters that came after the board had read the others, and wait for it."""
    if not is_on(session, Kind.LETTERS):
        return []
    return [letter for letter in ALL if is_held(session, letter)]


def is_held(session: Session, letter: Letter) -> bool:
    """Tell whether a letter waits for the board. The first ones never do: no round is planned before them."""
    return letter.kind != Kind.LETTERS and not is_on(session, letter.kind)


def letter_for(status: SignUpStatus) -> Letter:
    """Give the letter that answers a sign-up."""
    return WAITING if status == SignUpStatus.WAITING else COMING


def link_url(link: SignUpLink) -> str:
    """Give the address of a personal link."""
    return f"{settings().url}/sign-ups/{sign('sign-up', str(link.id))}"


def tell(
    session: Session, round_: Round, sign_up: SignUp, letter: Letter, link: SignUpLink | None = None
) -> bool:
    """Mail a person about their sign-up, with a proven link; tell whether it could be mailed.

    Not without an address, nor before the board has read this kind of letter.
    """
    person = session.get(Person, sign_up.person_id)
    if person is None or not person.email or is_held(session, letter):
        return False
    district = access_district(session, round_.district_id).name
    calendar = _calendar(round_, district, sign_up, letter)
    url = open_url(letter, round_) or link_url(link or _proven_link(session, sign_up))
    subject, text = written(letter, round_, district, url)
    address = person.email
    after_commit(session, lambda: mail.send(address, subject, text, calendar))
    return True


def tell_or_ring(session: Session, round_: Round, sign_up: SignUp, letter: Letter) -> None:
    """Mail a person about their sign-up, or list them to be rung by whoever leads the round."""
    if not tell(session, round_, sign_up, letter):
        sign_up.to_ring = letter.to_ring


def send_held(session: Session, kind: Kind) -> None:
    """Mail those who still wait to hear what this kind of letter says, now that it has been read."""
    held = {letter.to_ring: letter for letter in ALL if letter.kind == kind and letter.to_ring}
    waiting = select(SignUp, Round).join(Round).where(col(SignUp.to_ring).in_(held))
    coming = waiting.where(Round.status == RoundStatus.PLANNED, col(Round.ends_at) > now())
    for found, round_ in session.exec(coming).all():
        if found.to_ring and tell(session, round_, found, held[found.to_ring]):
            found.to_ring = None
    session.flush()


def open_url(letter: Letter, round_: Round) -> str:
    """Give where a letter leads who has no sign-up to show: to the coming rounds, or to come after all."""
    return {CANCELLED: settings().url, OFF: round_url(round_)}.get(letter, "")


def written(letter: Letter, round_: Round, district: str, url: str) -> tuple[str, str]:
    """Give the subject and the text of a letter."""
    subject = _(letter.subject).format(day=day(round_.starts_at, "d. MMMM"))
    return subject, "\n\n".join([_(letter.opening), _facts(round_, district), url])


def proven_url(session: Session, sign_up: SignUp) -> str:
    """Give the address of a new proven link, for a mail to the sign-up's own contact."""
    return link_url(_proven_link(session, sign_up))


def _calendar(round_: Round, district: str, sign_up: SignUp, letter: Letter) -> bytes:
    """Give the file that puts the round in the calendar, moves it there, or takes it out again."""
    if letter not in {CANCELLED, OFF} and sign_up.status != SignUpStatus.COMING:
        return b""
    return calendar_file(outing_of(round_, district, sign_up.status, sign_up.changes))


def _proven_link(session: Session, sign_up: SignUp) -> SignUpLink:
    link = SignUpLink(sign_up_id=sign_up.id, proven=True, told=sign_up.status, since=sign_up.changes)
    session.add(link)
    session.flush()
    return link


def _facts(round_: Round, district: str) -> str:
    when = _("{day} kl. {start}–{end}").format(
        day=day(round_.starts_at), start=clock(round_.starts_at), end=clock(round_.ends_at)
    )
    lines = [
        when,
        district,
        _("Oppmøte: {place}").format(place=round_.meeting_place),
    ]
    return "\n".join(lines)
