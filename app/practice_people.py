"""The practice people who hold the roles, and the way in for whoever tries the site."""

from dataclasses import dataclass

from app.config import settings
from app.db import open_session
from app.people.actions import invite
from app.people.contact import Contact
from app.people.models import Role
from app.people.queries import person_with

LEADS = {
    Role.BOARD: ("Astrid Myhre", "astrid@example.org"),
    Role.GENERAL: ("Jonas Vik", "jonas@example.org"),
    Role.COMMITTEE: ("Solveig Dahl", "solveig@example.org"),
    Role.VOLUNTEER: ("Amina Yusuf", "amina@example.org"),
}


@dataclass(frozen=True)
class SignInLink:
    """A link that lets the practice person with a role in once."""

    role: Role
    name: str
    url: str


def sign_in_links() -> list[SignInLink]:
    """Make a fresh sign-in link per role for the practice people; none where they are not."""
    with open_session() as session:
        found = [(role, person_with(session, Contact(email=email))) for role, (_name, email) in LEADS.items()]
        links = [
            SignInLink(role, person.name, f"{settings().url}/invitations/{invite(session, person)}")
            for role, person in found
            if person
        ]
        session.commit()
    return links
