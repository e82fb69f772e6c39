"""A long season of made-up input, for the reading room's figures."""

import json
import random
from pathlib import Path

from conftest import browser
from fastapi.testclient import TestClient

from app.__main__ import migrate
from app.db import open_session
from app.districts.models import District
from app.people.access import SESSION_COOKIE
from app.people.actions import add_person, open_login
from app.people.contact import Contact
from app.people.models import PersonRole, Role
from app.programme.models import Conversation, Input, Proposal, ProposalInput, Theme
from app.programme.search import index_input
from app.programme.suggestions import store_suggestions
from app.programme.theme_actions import USUAL_THEMES
from app.programme.theme_models import ThemeMerge
from app.programme.worker import AT_A_TIME

INPUTS, DISTRICTS, PROPOSALS, BEHIND = 20_000, 8, 12, 40
MONTHS = [f"2026-{month:02}" for month in range(1, 13)]
SENTENCES = json.loads(Path(__file__).with_name("screening_texts.json").read_text("utf-8"))["harmless"]["nb"]


def fill(chance: random.Random) -> None:
    """Make the tables, the districts, the input of a year and proposals that build on it."""
    migrate()
    with open_session() as session:
        districts = [District(name=f"Bydel {n}") for n in range(DISTRICTS)]
        themes = [Theme(name=name, position=n) for n, name in enumerate(USUAL_THEMES)]
        session.add_all([*districts, *themes])
        session.flush()
        session.add_all(
            Conversation(
                district_id=district.id, month=month, rounds=2, volunteers=12, talked=chance.randint(40, 300)
            )
            for district in districts
            for month in MONTHS
        )
        rows = [
            Input(
                district_id=chance.choice([*districts]).id,
                month=chance.choice(MONTHS),
                theme_id=chance.choice([None, *(theme.id for theme in themes)]),
                text=". ".join(chance.sample(SENTENCES, 2)),
            )
            for _n in range(INPUTS)
        ]
        session.add_all(rows)
        session.flush()
        index_input(session, rows)
        session.add(ThemeMerge(theme_id=themes[-1].id, into_id=themes[-2].id))
        untagged = [row.id for row in rows if row.theme_id is None]
        for first in range(0, len(untagged), AT_A_TIME):
            some = untagged[first : first + AT_A_TIME]
            store_suggestions(session, [(each, [theme.id for theme in themes[:3]]) for each in some])
        for n in range(PROPOSALS):
            proposal = Proposal(
                title=f"Forslag {n}", text="Vi foreslår dette.", reasons="Fordi mange sa det."
            )
            session.add(proposal)
            session.flush()
            behind = chance.sample(rows, BEHIND)
            session.add_all(ProposalInput(proposal_id=proposal.id, input_id=row.id) for row in behind)
        session.commit()


def client_of_committee() -> TestClient:
    """Give a browser that a committee member has signed in with."""
    with open_session() as session:
        person = add_person(session, "Kim Komité", Contact(email="kim@example.org"))
        session.add(PersonRole(person_id=person.id, role=Role.COMMITTEE))
        token = open_login(session, person.id)
        session.commit()
    client = browser()
    client.cookies.set(SESSION_COOKIE, token)
    return client
