"""The practice evening: Øvingsbyen, its people, a cut and a round that is ready to walk."""

import time as clock
from collections.abc import Sequence
from datetime import date, time, timedelta
from uuid import UUID

from sqlmodel import Session, select

from app.config import settings
from app.db import open_session
from app.districts.command import import_paths
from app.districts.models import District
from app.districts.queries import districts
from app.language import today
from app.people.access import Actor
from app.people.actions import add_person, set_level, set_roles
from app.people.contact import Contact
from app.people.models import Level, Person, Role
from app.practice_people import LEADS
from app.programme.models import Theme
from app.rounds.actions import plan_round
from app.rounds.assignments import propose_routes
from app.rounds.doorstep import keep_candidate, write_points
from app.rounds.forms import CandidateForm, PointsForm, RoundForm, SignUpForm, Spoken
from app.rounds.mail_switches import Kind, turn
from app.rounds.models import Round, Season
from app.rounds.quiet import quiet_hours
from app.rounds.sign_ups import sign_up
from app.rounds.teams import propose_teams
from app.turf import worker
from app.turf.actions import cut_district
from app.turf.forms import CutForm
from app.turf.models import Cut, CutStatus
from geodata.practice import make_practice_town

CUT_SECONDS = 180
DAYS_AHEAD = 3
VOLUNTEERS = [
    ("Ola Nes", Level.EXPERIENCED),
    ("Tuva Berg", Level.NEW),
    ("Per Aas", Level.IN_TRAINING),
    ("Nora Lund", Level.NEW),
    ("Emil Strand", Level.EXPERIENCED),
]
THEMES = [
    "Skole og barnehage",
    "Buss og trafikk",
    "Bolig",
    "Helse og omsorg",
    "Natur og klima",
    "Trygghet",
    "Annet",
]
TALKING_POINTS = """Vi kommer fra lokallaget og spør hva som er viktig for deg her i bydelen.

Hør etter først. Skriv bare ned saken, aldri hvem som sa det.

Takk for praten, også når det ble et nei."""
OTHER_POINTS: dict[Spoken, str] = {
    "nn": """Vi kjem frå lokallaget og spør kva som er viktig for deg her i bydelen.

Høyr etter først. Skriv berre ned saka, aldri kven som sa det.

Takk for praten, òg når det vart eit nei.""",
    "en": """We come from the local branch and ask what matters to you here.

Listen first. Write down only the matter, never who said it.

Thank you for the talk, also when it was a no.""",
}
CANDIDATES = {
    "Øydis Øving": "Lærer ved Enga skole. Vil ha flere busser om kvelden. Har bodd i bydelen i tjue år.",
    "Aslak Prøve": "Sykepleier på sykehjemmet. Vil at flere blir i yrket. Svarer gjerne på spørsmål.",
}


class PracticeError(RuntimeError):
    """The practice town could not be cut; the text says why."""


def make_practice() -> bool:
    """Make the practice evening in an empty installation; give False when there are districts already."""
    with open_session(writes=False) as session:
        if districts(session):
            return False
    files = make_practice_town(settings().data / "practice")
    import_paths([files.register, files.dwellings, files.map, files.districts])
    with open_session() as session:
        general = _add_people(session)
        _add_seasons_and_themes(session)
        wanted = CutForm(least_minutes=60, target_minutes=75, most_minutes=90)
        cut = cut_district(session, general, _district(session).id, wanted)
        session.commit()
    wait_for_cuts([cut.id])
    with open_session() as session:
        _plan(session, general, cut.id)
        session.commit()
    return True


def _add_people(session: Session) -> Actor:
    """Add one person per role and a handful of volunteers; give the general as the one who acts."""
    people: dict[Role, Person] = {}
    for role, (name, email) in LEADS.items():
        people[role] = add_person(session, name, Contact(email=email))
        set_roles(session, None, people[role], {role})
    set_level(people[Role.GENERAL], Level.GENERAL)
    board = Actor(people[Role.BOARD].id, frozenset({Role.BOARD}))
    for kind in (Kind.LETTERS, Kind.ASKED):
        turn(session, board, kind, on=True)
    for name, level in VOLUNTEERS:
        person = add_person(session, name, Contact(email=practice_email(name)))
        set_roles(session, None, person, {Role.VOLUNTEER})
        set_level(person, level)
    return Actor(people[Role.GENERAL].id, frozenset({Role.GENERAL}))


def practice_email(name: str) -> str:
    """Give a practice person's address, which nobody can have."""
    return f"{name.split(maxsplit=1)[0].lower()}@example.org"


def _add_seasons_and_themes(session: Session) -> None:
    year = settings().election.year
    for name, purpose, starts_on, ends_on in (
        (
            f"Vi lytter {year - 1}",
            "Høre hva byen er opptatt av",
            date(year - 1, 1, 10),
            date(year - 1, 12, 20),
        ),
        (f"Valgkamp {year}", "Gjøre program og kandidater kjent", date(year, 1, 10), settings().election),
    ):
        session.add(Season(name=name, purpose=purpose, starts_on=starts_on, ends_on=ends_on))
    session.add_all(Theme(name=name, position=position) for position, name in enumerate(THEMES))


def _district(session: Session) -> District:
    """Choose the district with the most doors."""
    return max(session.exec(select(District)), key=lambda district: district.doors)


def wait_for_cuts(cut_ids: Sequence[UUID]) -> None:
    """Wait until the engine's process has cut all of them, and end it.

    Raises
    ------
    PracticeError
        One could not be cut in time.
    """
    deadline = clock.monotonic() + CUT_SECONDS
    try:
        for cut_id in cut_ids:
            _wait_for(cut_id, deadline)
    finally:
        worker.stop_engine()


def _wait_for(cut_id: UUID, deadline: float) -> None:
    while clock.monotonic() < deadline:
        with open_session(writes=False) as session:
            cut = session.get(Cut, cut_id)
        if cut and cut.status == CutStatus.DONE:
            return
        if cut and cut.status in {CutStatus.FAILED, CutStatus.CANCELLED}:
            raise PracticeError(cut.sentence)
        clock.sleep(0.1)
    raise PracticeError(f"cutting took more than {CUT_SECONDS} seconds")


def _plan(session: Session, general: Actor, cut_id: UUID) -> None:
    """Plan the round three days ahead, fill it with everybody, make teams and give them routes."""
    form = RoundForm(
        day=quiet_hours(session).next_open_day(today() + timedelta(days=DAYS_AHEAD)),
        starts=time(17, 30),
        ends=time(19, 30),
        district_id=_district(session).id,
        cut_id=cut_id,
        meeting_place="Ved kiosken på torget",
        gathering="Pizza på Samfunnshuset etterpå",
        talking_points=TALKING_POINTS,
        generals={general.person_id},
    )
    planned: Round = plan_round(session, general, form)
    for language, text in OTHER_POINTS.items():
        write_points(session, general, planned, PointsForm(language=language, text=text))
    for name, text in CANDIDATES.items():
        keep_candidate(session, general, planned, CandidateForm(name=name, text=text))
    for name in [LEADS[Role.VOLUNTEER][0], *(name for name, _level in VOLUNTEERS)]:
        sign_up(session, planned, SignUpForm(name=name, contact=practice_email(name), consent=True))
    propose_teams(session, planned)
    propose_routes(session, planned)
