"""Every table about people is accounted for: its rows are erased with them, and come out in their file."""

from conftest import SignIn
from rounds.arranging import make_place
from sqlalchemy import Table
from sqlmodel import Session, SQLModel

from app.db import Sealed
from app.debrief.models import Debrief
from app.goal.own import OwnData
from app.language import now, today
from app.main import app
from app.mobilise.models import Reminded
from app.people.actions import invite
from app.people.models import Role
from app.rounds.models import Round, SignUp, Team, TeamMember
from app.turf.models import Cut

OWN_FILE = {
    "person": "name",
    "person_role": "roles",
    "invitation": "invited_until",
    "login_session": "signed_in_until",
    "attendance": "courses",
    "course_sign_up": "course_sign_ups",
    "recommendation": "recommendations",
    "round_general": "rounds_led",
    "team": "teams_led",
    "branch_member": "branch",
    "sign_up": "sign_ups",
    "team_member": "sign_ups",
    "attended": "sign_ups",
    "reminded": "reminded_of",
    "debrief": "debriefs_closed",
    "cut": "cuts_made",
    "caller": "calling",
    "call_hold": "rings_until",
    "reminder_stop": "calling",
    "callee": "calling",
    "audit_entry": "deeds",
}
"""Where in `/me.json` a table about people comes out. A new table needs a line here and a test."""
NOT_IN_IT = {
    "round": "a number to ring on the evening, as a general typed it; it names nobody",
    "sign_up_link": "keys to a sign-up, which is told itself",
    "uploaded_list": "a sealed file on its way in, a day at most; nobody has read who is in it",
    "note": "words of residents, sealed until the debrief; about no volunteer",
    "held_input": "words of residents, sealed; about no volunteer",
}
LOOSE = {"person": (), "audit_entry": ("actor_id",)}
"""Columns with a person's id that no foreign key binds: the audit outlives who is erased."""


def about_people() -> set[str]:
    """Name the tables that hold a person's id, hang on one's sign-up, or hold sealed text."""
    assert app
    tables = SQLModel.metadata.tables.values()
    sealed = {table.name for table in tables if any(isinstance(c.type, Sealed) for c in table.columns)}
    bound = {table.name for table in tables if refers(table, {"person", "sign_up"})}
    named = {table.name for table in tables if {"person_id", "actor_id"} & set(table.columns.keys())}
    return {"person"} | sealed | bound | named


def refers(table: Table, names: set[str]) -> bool:
    return any(key.column.table.name in names for key in table.foreign_keys)


def test_every_table_about_people_is_in_their_own_file_or_says_why_not() -> None:
    assert about_people() == set(OWN_FILE) | set(NOT_IN_IT)
    assert set(OWN_FILE.values()) <= set(OwnData.model_fields)


def test_erasing_a_person_deletes_or_cuts_loose_every_row_about_them() -> None:
    for name in sorted(about_people()):
        table = SQLModel.metadata.tables[name]
        for key in table.foreign_keys:
            if key.column.table.name in {"person", "sign_up"}:
                loose = key.parent.nullable and key.ondelete == "SET NULL"
                assert loose or key.ondelete == "CASCADE", f"{name}.{key.parent.name} outlives the person"
        unbound = {"person_id", "actor_id"} & {c.name for c in table.columns if not c.foreign_keys}
        assert unbound <= set(LOOSE.get(name, ())), f"{name} names a person whom no foreign key binds"


def test_traces_of_what_somebody_did_come_out_in_their_own_file(session: Session, sign_in: SignIn) -> None:
    mine = sign_in(Role.GENERAL)
    district_id = make_place(session, "Nedre Elvehavn").district.id
    round_ = Round(
        slug="runde", district_id=district_id, starts_at=now(), ends_at=now(), meeting_place="Bydelshuset"
    )
    session.add(round_)
    session.flush()
    invite(session, mine.person)
    found = SignUp(round_id=round_.id, person_id=mine.person.id, made_at=now())
    session.add_all([found, Debrief(round_id=round_.id, closed_by=mine.person.id)])
    session.add(Cut(district_id=district_id, made_at=now(), made_by=mine.person.id))
    session.flush()
    team = Team(round_id=round_.id, number=1)
    session.add_all([Reminded(sign_up_id=found.id, day=today()), team])
    session.flush()
    session.add(TeamMember(sign_up_id=found.id, team_id=team.id, back_at=now()))
    session.commit()

    data = mine.client.get("/me.json").json()

    assert data["debriefs_closed"] == data["reminded_of"] == [round_.slug]
    assert len(data["invited_until"]) == len(data["cuts_made"]) == 1
    assert data["sign_ups"][0]["back_at"]
    assert data["rings_until"] == []
