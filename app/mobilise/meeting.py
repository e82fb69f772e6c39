"""Sign-ups at a member meeting: for several rounds at once, on paper or on a phone that goes round."""

import json
from pathlib import Path

import typst
from sqlmodel import Session, col, select

from app.config import settings
from app.language import _, clock, current, day, now
from app.mobilise.errors import CallRoundMissingError
from app.mobilise.forms import MeetingForm
from app.qr import qr_svg
from app.rounds.forms import SignUpForm
from app.rounds.models import Round, RoundStatus
from app.rounds.queries import RoundLine
from app.rounds.sign_ups import consent_text, sign_up

LAYOUT = Path(__file__).parent / "sign_up_form.typ"
MOST_ROUNDS, LINES = 5, 16


def paper_consent() -> str:
    """Give what is stored when somebody ticked for consent on paper."""
    return _("På papir: «{text}»").format(text=consent_text())


def sign_up_for_many(session: Session, form: MeetingForm, *, on_paper: bool) -> int:
    """Sign somebody up for every round they ticked; give how many. Safe to repeat.

    Raises
    ------
    CallRoundMissingError
        None is ticked, or one of them is over or called off: nothing is stored then.
    ContactError, ConsentMissingError
        As their sentences say.
    """
    query = select(Round).where(
        col(Round.id).in_(form.rounds), Round.status == RoundStatus.PLANNED, col(Round.ends_at) > now()
    )
    chosen = session.exec(query.order_by(col(Round.starts_at))).all()
    if not chosen or len(chosen) < len(form.rounds):
        raise CallRoundMissingError
    filled = SignUpForm(name=form.name, contact=form.contact, under_18=form.under_18, consent=form.consent)
    for round_ in chosen:
        sign_up(session, round_, filled, consent=paper_consent() if on_paper else "")
    return len(chosen)


def sign_up_form(lines: list[RoundLine]) -> bytes:
    """Print the form for a meeting as PDF: a row a person, a box for each of the next rounds."""
    data = {
        "language": current.get(),
        "colour": settings().colour,
        "chapter": settings().chapter,
        "heading": _("Bli med på dørbank"),
        "lead": _("Vi går to og to og hører hva folk er opptatt av. Du trenger ikke kunne noe fra før."),
        "name": _("Navn"),
        "contact": _("Telefon eller e-post"),
        "under_18": _("Under 18"),
        "agree": _("Ja*"),
        "consent": "* " + consent_text(),
        "after": _("Arket makuleres når det er skrevet inn."),
        "scan": _("Eller skann og meld deg på selv"),
        "qr": str(qr_svg(settings().url)),
        "lines": LINES,
        "rounds": [
            {
                "day": day(line.round.starts_at, "EEE d. MMM"),
                "clock": clock(line.round.starts_at),
                "district": line.district,
            }
            for line in lines[:MOST_ROUNDS]
        ],
    }
    return bytes(
        typst.compile(LAYOUT, format="pdf", sys_inputs={"data": json.dumps(data, ensure_ascii=False)})
    )
