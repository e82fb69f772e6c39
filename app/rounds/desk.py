"""What the general sees before a round: people, teams, routes, and what is missing."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlmodel import Session, col, select

from app.districts.models import District
from app.districts.queries import access_district
from app.language import _, now, plural
from app.people.access import Actor
from app.people.models import Level, Person, PersonRole, Role
from app.rounds.assignments import routes_in_other_rounds
from app.rounds.grouping import LEAST
from app.rounds.leading import General, TeamGroup, generals, leader_of, own_first
from app.rounds.locking import any_in_use
from app.rounds.members import all_back_at, first_names
from app.rounds.models import (
    Assignment,
    RingReason,
    Round,
    RoundStatus,
    SignUp,
    SignUpStatus,
    Team,
    TeamMember,
)
from app.rounds.queries import assignments_of, teams
from app.turf.colours import colour
from app.turf.models import Cut, CutStatus, WalkRoute
from app.turf.queries import access_cut, done_cuts_of, walk_routes


@dataclass(frozen=True)
class Comer:
    """One person in the round, by first name; the contact is behind a reveal."""

    sign_up_id: UUID
    name: str
    status: SignUpStatus
    level: Level
    under_18: bool
    stair_free: bool
    short_walk: bool
    with_friend: bool
    standing: list[str]
    to_ring: RingReason | None
    has_contact: bool
    team_id: UUID | None
    back_at: datetime | None


@dataclass(frozen=True)
class DeskTeam:
    """A team with its members and the route it walks."""

    team: Team
    members: list[Comer]
    assignment: Assignment | None
    walk_route: WalkRoute | None
    colour: str
    leader: General | None

    @property
    def lacks_adult(self) -> bool:
        """Tell whether nobody in it is of age."""
        return bool(self.members) and all(member.under_18 for member in self.members)

    @property
    def back_at(self) -> datetime | None:
        """When all of them were back; nothing while somebody is out."""
        return all_back_at(self.team, [member.back_at for member in self.members])


@dataclass(frozen=True)
class RouteChoice:
    """A walk route of the cut, who has it, and whether another round had it."""

    walk_route: WalkRoute
    team_number: int | None
    walked: bool


@dataclass(frozen=True)
class Desk:
    """Everything on the round's desk; `was_early`: a phone walks, but its start never came."""

    round: Round
    district: District
    cut: Cut | None
    cuts: list[Cut]
    coming: list[Comer]
    waiting: list[Comer]
    absent: list[Comer]
    asked: list[Comer]
    to_ring: list[Comer]
    teams: list[DeskTeam]
    routes: list[RouteChoice]
    led: list[General]
    missing: list[str]
    was_early: bool

    def groups(self, actor: Actor) -> list[TeamGroup[DeskTeam]]:
        """Give the teams as this leader sees them, their own first."""
        return own_first(actor, self.led, self.teams)

    @property
    def may_be_out(self) -> bool:
        """Tell whether there are teams to follow, also home again when the round was called off under way."""
        day_after = self.round.ends_at + timedelta(days=1)
        called_off = self.round.status == RoundStatus.CANCELLED
        gone = self.round.starts_at <= now() or self.was_early
        return self.round.status == RoundStatus.PLANNED or (called_off and gone and now() < day_after)

    @property
    def generals(self) -> list[str]:
        """The names of those who lead the round."""
        return sorted(each.name for each in self.led)

    @property
    def without_team(self) -> list[Comer]:
        """Those who come and are in no team yet."""
        return [comer for comer in self.coming if comer.team_id is None]


def desk(session: Session, round_: Round) -> Desk:
    """Gather the desk of a round that the caller has been let into."""
    people = _comers(session, round_.id)
    coming = [comer for comer in people if comer.status == SignUpStatus.COMING]
    led = generals(session, round_.id)
    made = _teams(session, round_, coming, led)
    cut = access_cut(session, round_.cut_id) if round_.cut_id else None
    return Desk(
        round=round_,
        district=access_district(session, round_.district_id),
        cut=cut,
        cuts=done_cuts_of(session, round_.district_id),
        coming=coming,
        waiting=[comer for comer in people if comer.status == SignUpStatus.WAITING],
        absent=[comer for comer in people if comer.status == SignUpStatus.ABSENT],
        asked=[comer for comer in people if comer.status == SignUpStatus.ASKED],
        to_ring=[comer for comer in people if comer.to_ring],
        teams=made,
        routes=_routes(session, round_, made),
        led=led,
        missing=_missing(cut, coming, made, led),
        was_early=round_.status == RoundStatus.CANCELLED
        and any_in_use(session, [each.team for each in made]),
    )


def _comers(session: Session, round_id: UUID) -> list[Comer]:
    rows = session.exec(
        select(SignUp, Person, TeamMember.team_id, TeamMember.back_at)
        .join(Person, col(Person.id) == SignUp.person_id)
        .join(TeamMember, col(TeamMember.sign_up_id) == SignUp.id, isouter=True)
        .where(SignUp.round_id == round_id)
        .order_by(col(SignUp.made_at), col(SignUp.id))
    ).all()
    names = first_names([person.name for _found, person, _team, _back in rows])
    friends = Counter(found.friends for found, _person, _team, _back in rows)
    committee = set(session.exec(select(PersonRole.person_id).where(PersonRole.role == Role.COMMITTEE)))
    return [
        Comer(
            found.id,
            name,
            found.status,
            person.level,
            person.under_18 or found.under_18,
            found.stair_free,
            found.short_walk,
            friends[found.friends] > 1 and bool(found.friends),
            _standing(found, in_committee=person.id in committee),
            found.to_ring,
            bool(person.email or person.phone),
            team_id,
            back_at,
        )
        for (found, person, team_id, back_at), name in zip(rows, names, strict=True)
    ]


def _standing(found: SignUp, *, in_committee: bool) -> list[str]:
    """Name what people should know about somebody who comes: they sign up like others."""
    said = [
        (found.candidate, _("kandidat")),
        (found.councillor, _("folkevalgt")),
        (in_committee, _("komité")),
    ]
    return [words for is_so, words in said if is_so]


def _teams(session: Session, round_: Round, coming: list[Comer], led: list[General]) -> list[DeskTeam]:
    given = {assignment.team_id: assignment for assignment in assignments_of(session, round_.id)}
    wanted = {assignment.walk_route_id for assignment in given.values()}
    found = session.exec(select(WalkRoute).where(col(WalkRoute.id).in_(wanted))).all()
    routes = {walk_route.id: walk_route for walk_route in found}
    made = []
    for team in teams(session, round_.id):
        assignment = given.get(team.id)
        walk_route = routes.get(assignment.walk_route_id) if assignment else None
        members = [comer for comer in coming if comer.team_id == team.id]
        made.append(
            DeskTeam(
                team,
                members,
                assignment,
                walk_route,
                colour(walk_route.colour) if walk_route else "",
                leader_of(led, team),
            )
        )
    return made


def _routes(session: Session, round_: Round, made: list[DeskTeam]) -> list[RouteChoice]:
    if round_.cut_id is None:
        return []
    has = {each.walk_route.id: each.team.number for each in made if each.walk_route}
    walked = routes_in_other_rounds(session, round_)
    return [
        RouteChoice(walk_route, has.get(walk_route.id), walk_route.id in walked)
        for walk_route in walk_routes(session, round_.cut_id)
    ]


def _missing(cut: Cut | None, coming: list[Comer], made: list[DeskTeam], led: list[General]) -> list[str]:
    """Say in plain sentences what must be in place before the round can go."""
    said = []
    if not led:
        said.append(_("Runden mangler general. Velg en under «Endre»."))
    if cut is None:
        said.append(_("Rutene er ikke valgt ennå."))
    elif cut.status in {CutStatus.WAITING, CutStatus.RUNNING}:
        said.append(_("Bydelen deles opp akkurat nå. Vent litt og last siden på nytt."))
    if len(coming) < LEAST:
        said.append(_("Minst to må være med for å gå. Del lenken til runden."))
        return said
    return said + _missing_in_teams(coming, made)


def _missing_in_teams(coming: list[Comer], made: list[DeskTeam]) -> list[str]:
    loose = [comer for comer in coming if comer.team_id is None]
    young = [str(each.team.number) for each in made if each.lacks_adult]
    others = [each for each in made if each.members and not each.lacks_adult]
    alone = [str(each.team.number) for each in others if len(each.members) == 1]
    unled = [
        str(each.team.number) for each in others if all(member.level == Level.NEW for member in each.members)
    ]
    routeless = [str(each.team.number) for each in made if each.members and each.walk_route is None]
    said = []
    if young:
        said.append(
            _("Lag {teams} har bare noen under 18 år. La en voksen gå med dem.").format(teams=_list(young))
        )
    if loose:
        n = len(loose)
        said.append(plural("{n} er ikke på noe lag ennå.", "{n} er ikke på noe lag ennå.", n).format(n=n))
    if made and loose and all(comer.under_18 for comer in loose):
        said.append(
            _(
                "De som er igjen, er under 18 år og skal gå med en voksen. "
                "Be en til om å bli med, eller flytt en voksen."
            )
        )
    if alone:
        said.append(
            _("Lag {teams} har bare én. Ingen skal gå alene: flytt noen dit.").format(teams=_list(alone))
        )
    if unled and any(comer.level != Level.NEW for comer in coming):
        said.append(_("Lag {teams} har bare nye. La en erfaren bli med dem.").format(teams=_list(unled)))
    if routeless:
        said.append(_("Lag {teams} har ingen rute ennå.").format(teams=_list(routeless)))
    return said


def _list(words: list[str]) -> str:
    return words[0] if len(words) == 1 else ", ".join(words[:-1]) + " " + _("og") + " " + words[-1]
