"""No page asks the database once a row: a longer list makes no more queries."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from uuid import uuid4

import pytest
from conftest import SignedInPerson, SignIn
from rounds.arranging import Place, make_place
from sqlalchemy import event
from sqlmodel import Session

from app import db
from app.debrief.models import Debrief
from app.districts.models import District
from app.language import now, today
from app.mobilise.models import Callee, Caller, CallHold, CallingGoal, CallingRound, CallOutcome, CallTally
from app.people.models import AuditEntry, Person, PersonRole, Role
from app.programme.choice_models import ProgrammeChoices
from app.programme.models import Input, Note, Proposal, ProposalInput, ProposalStatus, Theme
from app.rounds.models import Assignment, Round, RoundGeneral, RoundStatus, Season, SignUp, SignUpStatus, Team
from app.training.models import Attendance, Course, CourseStatus
from app.turf.models import Cut, CutStatus, WalkRoute

FEW, MANY = 2, 12
PAGES = [
    "/",
    "/feed/rounds.json",
    "/feed/rounds.ics",
    "/embed/rounds",
    "/share",
    "/people",
    "/rounds",
    "/rounds/new",
    "/rounds/{round_id}/desk",
    "/rounds/{round_id}/plan",
    "/rounds/{round_id}/tonight",
    "/rounds/{round_id}/packing",
    "/rounds/{round_id}/walk-sheets.pdf",
    "/rounds/{round_id}/live",
    "/seasons",
    "/goal",
    "/goal/wheel",
    "/branches",
    "/goal/people?year=2026&of=active",
    "/courses",
    "/courses/{course_id}",
    "/ladder",
    "/calling-rounds",
    "/calling-rounds/{calling_round_id}",
    "/calls",
    "/calls/{callee_id}",
    "/meeting/door",
    "/meeting/paper",
    "/newcomers",
    "/me",
    "/me.json",
    "/districts",
    "/rounds/{round_id}/debrief",
    "/rounds/{round_id}/debrief?step=totals",
    "/rounds/{round_id}/debrief?step=notes",
    "/experiences",
    "/programme/inputs",
    "/programme/picture",
    "/programme/themes",
    "/programme/proposals",
    "/programme/exports",
    "/heard",
]


@contextmanager
def counted() -> Iterator[list[str]]:
    """Keep the statements that are sent meanwhile."""
    sent: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        sent.append(statement)

    event.listen(db.engine(), "before_cursor_execute", note)
    yield sent
    event.remove(db.engine(), "before_cursor_execute", note)


class Chapter:
    """A chapter that can be made larger: every list of it grows by the same number of rows."""

    def __init__(self, session: Session, me: SignedInPerson, place: Place) -> None:
        self.session, self.me, self.place = session, me, place
        self.calling = CallingRound(name="Alle", goal=CallingGoal.SIGN_UP, opened_at=now())
        self.welcome = CallingRound(name="Nye", goal=CallingGoal.WELCOME, opened_at=now())
        self.first = self._round(0)
        self.course = Course(name="Første", on=today() - timedelta(days=1))
        session.add_all([self.calling, self.welcome, self.course, ProgrammeChoices(is_public=True)])
        session.flush()
        session.add(Caller(calling_round_id=self.calling.id, person_id=me.person.id))
        self.holes = {
            "round_id": self.first.id,
            "course_id": self.course.id,
            "calling_round_id": self.calling.id,
        }

    def grow(self, count: int) -> None:
        for number in range(count):
            person = Person(name=f"Navn {uuid4().hex}", keep_until=today() + timedelta(days=90))
            coming, held = self._round(number), self._round(-number - 2)
            held.status = RoundStatus.HELD
            course = Course(name="Kurs", on=today(), status=CourseStatus.HELD)
            other = CallingRound(name="Til", goal=CallingGoal.SIGN_UP, opened_at=now())
            over = today() - timedelta(days=number + 1)
            season = Season(name="S", starts_on=over, ends_on=today() + timedelta(days=1))
            self.session.add_all([person, course, other, season])
            self.session.flush()
            for each in (coming, held, self.first):
                self.session.add(SignUp(round_id=each.id, person_id=person.id, made_at=now()))
            self.session.add(SignUp(round_id=coming.id, person_id=self.me.person.id, made_at=now()))
            self.session.add_all(
                RoundGeneral(round_id=each.id, person_id=self.me.person.id) for each in (coming, held)
            )
            self.session.add(PersonRole(person_id=person.id, role=Role.GENERAL))
            self.session.add(Attendance(course_id=self.course.id, person_id=person.id))
            self.session.add(CallTally(calling_round_id=other.id, outcome=CallOutcome.NO, calls=1))
            self._callees()
            self._team(person)
            self._asked(coming)
            self._said(held)
        self.session.commit()

    def _team(self, leader: Person) -> None:
        """Give the first round a general more, and a team more with a route."""
        route = WalkRoute(
            cut_id=self.place.cut.id, number=9, laid_minutes=60, walk_m=100, laid_addresses=1, laid_doors=1,
            path=self.place.walk_routes[0].path,
        )  # fmt: skip
        team = Team(round_id=self.first.id, number=1)
        self.session.add_all([route, team, RoundGeneral(round_id=self.first.id, person_id=leader.id)])
        self.session.flush()
        self.session.add(Assignment(round_id=self.first.id, team_id=team.id, walk_route_id=route.id))

    def _asked(self, coming: Round) -> None:
        """Give the chapter a candidate who is asked to two rounds, and a district with a cut."""
        candidate = Person(name=uuid4().hex, candidate=True, keep_until=today() + timedelta(days=90))
        district = District(name=uuid4().hex)
        self.session.add_all([candidate, district])
        self.session.flush()
        self.session.add(Cut(district_id=district.id, made_at=now(), status=CutStatus.DONE))
        self.session.add_all(
            SignUp(
                round_id=each.id,
                person_id=candidate.id,
                status=SignUpStatus.ASKED,
                candidate=True,
                made_at=now(),
            )
            for each in (coming, self.first)
        )

    def _said(self, held: Round) -> None:
        """Give the first round a note, and the committee a theme, input and a proposal that builds on it."""
        theme, proposal = Theme(name=uuid4().hex), Proposal(title="Mer buss", status=ProposalStatus.SENT)
        self.session.add_all([theme, proposal, Debrief(round_id=held.id, lesson="Begynn tidligere")])
        self.session.flush()
        said = [Input(month="2026-01", text="Mer buss") for _n in range(5)]
        note = Note(round_id=self.first.id, theme_id=theme.id, text="Mer buss, sa Kari", delete_on=today())
        self.session.add_all([*said, note, AuditEntry(deed="document made", thing="pdf", at=now())])
        self.session.flush()
        self.session.add(ProposalInput(proposal_id=proposal.id, input_id=said[0].id))

    def _callees(self) -> None:
        held, helper = self._callee(self.calling), self._callee(self.calling)
        helper.outcome, helper.due_at = CallOutcome.WILL_RING, None
        newcomer = self._callee(self.welcome)
        newcomer.joined_on = today()
        self.session.flush()
        self.holes.setdefault("callee_id", held.id)
        until = now() + timedelta(hours=9)
        self.session.add(
            CallHold(
                phone_index=held.phone_index, callee_id=held.id, person_id=self.me.person.id, until=until
            )
        )

    def _callee(self, calling: CallingRound) -> Callee:
        index = uuid4().hex
        made = Callee(
            calling_round_id=calling.id, name="Navn", phone="+4799887766", phone_index=index, due_at=now()
        )
        self.session.add(made)
        return made

    def _round(self, days: int) -> Round:
        starts_at = now() + timedelta(days=days, hours=1)
        made = Round(
            slug=uuid4().hex,
            district_id=self.place.district.id,
            starts_at=starts_at,
            ends_at=starts_at + timedelta(hours=2),
            meeting_place="Bydelshuset",
        )
        self.session.add(made)
        self.session.flush()
        return made


@pytest.fixture
def chapter(session: Session, sign_in: SignIn) -> Chapter:
    return Chapter(
        session, sign_in(Role.BOARD, Role.GENERAL, Role.COMMITTEE), make_place(session, "Nedre Elvehavn")
    )


def test_no_page_makes_more_queries_for_a_longer_list(chapter: Chapter) -> None:
    def queries() -> dict[str, int]:
        made = {}
        for page in PAGES:
            with counted() as sent:
                answer = chapter.me.client.get(page.format(**chapter.holes))
            assert answer.status_code == 200, page
            made[page] = len(sent)
        return made

    chapter.grow(FEW)
    few = queries()
    chapter.grow(MANY)
    many = queries()

    assert {page: (few[page], many[page]) for page in PAGES if many[page] > few[page]} == {}
    assert all(few.values())
