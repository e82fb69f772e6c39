"""A season behind the practice town: rounds that were held, and the input that came of them.

Every round is planned, filled, walked, debriefed and closed by the actions that real ones go through; only
its day is moved back afterwards, since nobody can plan a round in the past.
"""

import random
from collections.abc import Iterator
from datetime import time, timedelta
from itertools import cycle, islice
from typing import NamedTuple
from uuid import UUID, uuid4

from sqlmodel import Session, col, select

from app.canvass.actions import set_paper_totals
from app.canvass.forms import PaperForm
from app.db import open_session
from app.debrief.actions import close_round, set_mood, set_people, set_words
from app.debrief.forms import PeopleForm, WordsForm
from app.districts.models import District
from app.language import today
from app.people.access import Actor
from app.people.contact import Contact
from app.people.models import Person, Role
from app.people.queries import person_with
from app.practice import VOLUNTEERS, practice_email, wait_for_cuts
from app.practice_people import LEADS
from app.practice_voices import EXPERIENCES, LESSONS, VOICES
from app.programme.actions import approve_note, receive_note
from app.programme.choices import ChoicesForm, choices, choose
from app.programme.models import Input, Note, Theme
from app.rounds.actions import plan_round
from app.rounds.assignments import propose_routes
from app.rounds.forms import RoundForm, SignUpForm
from app.rounds.models import Assignment, Round, RoundStatus, SignUp
from app.rounds.quiet import quiet_hours
from app.rounds.sign_ups import sign_up
from app.rounds.teams import propose_teams
from app.turf.actions import cut_district
from app.turf.forms import CutForm
from app.turf.models import Cut, CutStatus

NOBODYS_DOMAIN = "@example.org"
"""Set aside so that nobody can have an address there (RFC 2606): who has one is not a real person."""
SEED = 2026
TAGGED_AT_THE_DOOR = 0.6
DEADLINE_DAYS = 45
PEOPLE = 1 + len(VOLUNTEERS)


class Outing(NamedTuple):
    """A round of the season: how long ago, in which of the districts, how many came, what they brought."""

    days_ago: int
    district: int
    came: int
    notes: int


OUTINGS = (
    Outing(290, 0, 9, 25),
    Outing(268, 1, 8, 25),
    Outing(241, 2, 11, 25),
    Outing(218, 3, 3, 12),
    Outing(190, 0, 12, 25),
    Outing(172, 1, 7, 25),
    Outing(150, 3, 10, 25),
    Outing(95, 2, 3, 13),
    Outing(81, 0, 8, 25),
    Outing(67, 1, 9, 25),
    Outing(53, 2, 12, 25),
    Outing(39, 3, 10, 25),
    Outing(11, 0, 9, 25),
)
"""300 notes; two rounds with too few people for their notes to go on alone, and other people each time."""


class NotForPracticeError(RuntimeError):
    """The installation has real people in it, or a season already; the text says which."""


def make_season() -> int:
    """Hold the season's rounds in a practice installation; give how many inputs the committee has to read.

    Raises
    ------
    NotForPracticeError
        There are people who could be real, or rounds that were held.
    """
    with open_session(writes=False) as session:
        _refuse_unless_practice(session)
    cuts = _cuts()
    chance = random.Random(SEED)  # noqa: S311 - made-up words, nothing secret
    said = _said(chance)
    for outing in OUTINGS:
        with open_session() as session:
            district_id, cut_id = cuts[outing.district]
            round_ = _plan(session, outing, district_id, cut_id)
            _walk(session, round_, chance)
            _take_notes(session, round_, [next(said) for _n in range(outing.notes)])
            _debrief(session, round_, outing, chance)
            session.commit()
    with open_session() as session:
        _set_deadline(session)
        session.commit()
        return len(session.exec(select(Input.id)).all())


def _refuse_unless_practice(session: Session) -> None:
    people = session.exec(select(Person)).all()
    if not people or not all((person.email or "").endswith(NOBODYS_DOMAIN) for person in people):
        raise NotForPracticeError("There are people here who are not from Øvingsbyen; nothing was made.")
    if session.exec(select(Round.id).where(Round.status == RoundStatus.HELD)).first():
        raise NotForPracticeError("Rounds have been held here already; nothing was made.")


def _actor(session: Session, role: Role) -> Actor:
    person = person_with(session, Contact(email=LEADS[role][1]))
    if person is None:
        raise NotForPracticeError("The practice people are gone; nothing was made.")
    return Actor(person.id, frozenset({role}))


def _cuts() -> list[tuple[UUID, UUID]]:
    """Give each district with its newest cut; what has none is cut first."""
    with open_session() as session:
        general = _actor(session, Role.GENERAL)
        found = []
        for district in session.exec(select(District).order_by(col(District.name))).all():
            done = select(Cut).where(Cut.district_id == district.id, Cut.status == CutStatus.DONE)
            cut = session.exec(done).first() or cut_district(session, general, district.id, CutForm())
            found.append((district.id, cut.id))
        session.commit()
    wait_for_cuts([cut_id for _district_id, cut_id in found])
    return found


def _said(chance: random.Random) -> Iterator[tuple[str, str]]:
    """Give theme and words of one note after the other, each different from all before."""
    every = [
        (theme, f"{matter}. {why}." if why else f"{matter}.")
        for theme, voices in VOICES.items()
        for matter in voices.matters
        for why in ("", *voices.whys)
    ]
    chance.shuffle(every)
    return iter(every)


def _plan(session: Session, outing: Outing, district_id: UUID, cut_id: UUID) -> Round:
    """Plan a coming round and fill it; then it becomes one of days ago."""
    general = _actor(session, Role.GENERAL)
    on = quiet_hours(session).next_open_day(today() + timedelta(days=1))
    form = RoundForm(
        day=on,
        starts=time(17, 30),
        ends=time(19, 30),
        district_id=district_id,
        cut_id=cut_id,
        meeting_place="Ved kiosken på torget",
        generals={general.person_id},
    )
    round_ = plan_round(session, general, form)
    for name in (LEADS[Role.VOLUNTEER][0], *(name for name, _level in VOLUNTEERS)):
        sign_up(session, round_, SignUpForm(name=name, contact=practice_email(name), consent=True))
    propose_teams(session, round_)
    propose_routes(session, round_)
    back = on - today() + timedelta(days=outing.days_ago)
    round_.starts_at, round_.ends_at = round_.starts_at - back, round_.ends_at - back
    session.flush()
    return round_


def _walk(session: Session, round_: Round, chance: random.Random) -> None:
    """Type in what each team wrote on its sheet."""
    for assignment in session.exec(select(Assignment).where(Assignment.round_id == round_.id)).all():
        totals = PaperForm(
            nobody_home=chance.randint(20, 45),
            talked=chance.randint(14, 28),
            no_thanks=chance.randint(4, 12),
            no_access=chance.randint(0, 6),
        )
        set_paper_totals(session, assignment, totals)


def _take_notes(session: Session, round_: Round, said: list[tuple[str, str]]) -> None:
    """Send the notes from the phones and approve them, some without a theme yet."""
    themes = {theme.name: theme.id for theme in session.exec(select(Theme))}
    chance = random.Random(round_.starts_at.toordinal())  # noqa: S311 - as above
    for theme, text in said:
        theme_id = themes.get(theme) if chance.random() < TAGGED_AT_THE_DOOR else None
        receive_note(session, round_, uuid4(), theme_id, text)
    for note in session.exec(select(Note).where(Note.round_id == round_.id)).all():
        approve_note(session, note, note.theme_id, note.text)


def _debrief(session: Session, round_: Round, outing: Outing, chance: random.Random) -> None:
    signed_up = select(SignUp.id).where(SignUp.round_id == round_.id).order_by(col(SignUp.person_id))
    turn = cycle(session.exec(signed_up).all())
    first = outing.days_ago % PEOPLE
    present = set(islice(turn, first, first + min(outing.came, PEOPLE)))
    set_people(session, round_, PeopleForm(present=present, others=outing.came - len(present)))
    set_mood(session, round_, chance.randint(3, 5))
    words = WordsForm(experience=chance.choice(EXPERIENCES), lesson=chance.choice(LESSONS))
    set_words(session, round_, words)
    close_round(session, _actor(session, Role.GENERAL), round_)


def _set_deadline(session: Session) -> None:
    """Give the committee a deadline to count down to, where the board has chosen none."""
    if choices(session).deadline is None:
        form = ChoicesForm(deadline=today() + timedelta(days=DEADLINE_DAYS))
        choose(session, _actor(session, Role.BOARD), form)
