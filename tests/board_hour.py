"""The board leader's hour as verbs: members in, a hundred rung, a round filled and held, the year read."""

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import httpx2
from live import Site, Visit
from playwright.sync_api import expect
from walking import let_evening_come

from app import db
from app.config import settings
from app.language import today
from app.people.access import SESSION_COOKIE
from app.people.actions import add_person, open_login, set_roles
from app.people.contact import Contact
from app.people.models import Role
from app.practice_people import LEADS
from app.rounds.quiet import Quiet

MEMBERS, RUNG, TEAMS = 1_476, 100, 12
MUNICIPALITIES = {
    "Trondheim": 700,
    "Stjørdal": 200,
    "Orkland": 180,
    "Steinkjer": 160,
    "Namsos": 130,
    "Oppdal": 106,
}
CALLERS = ("Rita Ring", "Ragnar Tone", "Reidun Prat")
SENT = {"Sec-Fetch-Site": "same-origin"}
Look = Callable[[Visit, str], None]
CALL = re.compile(r'href="/calls/([0-9a-f-]{36})"')


def member_list() -> bytes:
    """Write the county's list as a register gives it: Latin-1, semicolons, more columns than we need."""
    rows = ["Medlemsnr;Fornavn;Etternavn;Kommune;Mobil;E-post"]
    places = [place for place, count in MUNICIPALITIES.items() for _n in range(count)]
    rows += [
        f"{7000 + n};Fornavn{n};Etternavn{n % 311};{place};9{n:07};medlem{n}@example.org"
        for n, place in enumerate(places)
    ]
    return "\r\n".join(rows).encode("latin-1")


@dataclass
class Caller:
    """Somebody who rings, by HTTP: takes ten, says how each went."""

    name: str
    cookie: str
    site: Site
    rung: list[str] = field(default_factory=list)
    signed_up: int = 0

    def ring_all(self, calling_round: str, round_id: str, wanted: int) -> None:
        """Ring until nobody is left: every fourth comes, `wanted` at most; every third does not answer."""
        headers = {**SENT, "Cookie": self.cookie}
        with httpx2.Client(base_url=self.site.url, headers=headers, timeout=60) as client:
            while True:
                client.post(f"/calling-rounds/{calling_round}/calls")
                hands = CALL.findall(client.get("/calls").text)
                if not hands:
                    return
                for callee in hands:
                    self._ring(client, callee, round_id, wanted)

    def _ring(self, client: httpx2.Client, callee: str, round_id: str, wanted: int) -> None:
        self.rung.append(callee)
        outcome = {"outcome": "no_answer" if len(self.rung) % 3 == 0 else "no"}
        if len(self.rung) % 4 == 1 and self.signed_up < wanted:
            outcome = {"outcome": "signed_up", "round_id": round_id}
            self.signed_up += 1
        answer = client.post(f"/calls/{callee}/outcome", data=outcome)
        assert answer.status_code == httpx2.codes.SEE_OTHER, answer.text


def bring_in_callers(site: Site) -> list[Caller]:
    """Let three people be there already, signed in on their own phones."""
    with site.here(), db.open_session() as session:
        people = [add_person(session, name, Contact(email=f"{uuid4().hex}@example.org")) for name in CALLERS]
        for person in people:
            set_roles(session, None, person, {Role.VOLUNTEER})
        tokens = [open_login(session, person.id) for person in people]
        session.commit()
    named = zip(CALLERS, tokens, strict=True)
    return [Caller(name, f"{SESSION_COOKIE}={token}", site) for name, token in named]


def open_calling_round(board: Visit, look: Look, members: Path) -> str:
    """Import the county's members and put a hundred from the city on a calling round."""
    page = board.go("/calling-rounds")
    page.get_by_label("Navn", exact=True).fill("Hundre i Trondheim")
    page.get_by_role("button", name="Lag ringerunden").click()
    page.get_by_label("Fil").set_input_files(members)
    page.get_by_role("button", name="Last opp og se over").click()
    expect(page.get_by_role("heading", name="1476 nye å ringe")).to_be_visible()
    page.get_by_label("Hvem av dem?").select_option(label=f"Trondheim ({MUNICIPALITIES['Trondheim']})")
    page.get_by_label("Høyst hvor mange nå?").fill(str(RUNG))
    page.get_by_role("button", name="Se over med disse valgene").click()
    expect(page.get_by_role("heading", name="100 nye å ringe")).to_be_visible()
    look(board, "list")
    page.get_by_role("button", name="Legg inn 100").click()
    for name in CALLERS:
        page.get_by_label(name).check()
    page.get_by_role("button", name="Lagre ringerne").click()
    expect(page.get_by_text("Ringerne er lagret")).to_be_visible()
    return page.url.rpartition("/")[2].partition("?")[0].partition("#")[0]


def plan_round(board: Visit, look: Look) -> str:
    """Plan the round that people are to be rung for, in the district that is cut; give its id."""
    day = Quiet(settings().quiet_from).next_open_day(today() + timedelta(days=5))
    page = board.go("/rounds/new")
    page.get_by_label("Dag").fill(day.isoformat())
    page.get_by_label("Bydel", exact=True).select_option(label="Enga")
    page.get_by_label("Oppdeling i ruter").select_option(index=1)
    page.get_by_label("Oppmøtested").fill("Bydelshuset, inngang fra parken")
    page.get_by_label("Antall plasser").fill("24")
    page.get_by_label("Samling etterpå").fill("Kaffe på Kafé Kroken til ni")
    page.get_by_label(LEADS[Role.GENERAL][0]).check()
    look(board, "plan")
    page.get_by_role("button", name="Planlegg runden").click()
    expect(page.get_by_text("Runden er planlagt")).to_be_visible()
    return page.url.split("/")[-2]


def ring_at_once(callers: list[Caller], calling_round: str, round_id: str, places: int) -> None:
    """Let all callers ring at the same time until the list is empty."""
    share = places // len(callers)
    with ThreadPoolExecutor(len(callers)) as pool:
        for done in [pool.submit(each.ring_all, calling_round, round_id, share) for each in callers]:
            done.result()


def make_teams(board: Visit, look: Look, round_id: str) -> None:
    """Make the teams and give each a route, with the desk's two buttons."""
    page = board.go(f"/rounds/{round_id}/desk")
    look(board, "filled")
    page.get_by_role("button", name="Foreslå lag").click()
    expect(page.locator(".team[data-team]:not([data-loose])")).to_have_count(TEAMS)
    page.get_by_role("button", name="Foreslå ruter").click()
    expect(page.get_by_role("heading", name="Alt er klart til å gå")).to_be_visible()
    look(board, "teams")


@dataclass
class Phone:
    """A phone that walks a route by the requests of the walk's program; `doors` are the route's."""

    client: httpx2.Client
    doors: list[int]

    @classmethod
    def joins(cls, site: Site, link: str) -> "Phone":
        """Open a team's link and take the route down."""
        with httpx2.Client(timeout=60) as opener:
            answer = opener.post(link, headers=SENT)
        cookie = answer.headers["set-cookie"].split(";")[0]
        client = httpx2.Client(
            base_url=site.url, headers={**SENT, "Accept": "application/json", "Cookie": cookie}, timeout=60
        )
        sheet = client.get("/walk/route.json").json()
        return cls(client, [door["id"] for stop in sheet["stops"] for door in stop["doors"]])

    def walk(self, doors: int) -> None:
        """Knock at so many doors, every third talks; send events and totals, and say «back»."""
        knocked = self.doors[:doors]
        events = [{"id": str(uuid4()), "door": door, "mark": "done", "undoes": None} for door in knocked]
        talked = len(knocked) // 3
        totals = {"nobody_home": len(knocked) - talked, "talked": talked, "no_thanks": 0, "no_access": 0}
        self._send("/walk/door-events", {"events": events})
        self._send("/walk/tallies", {"id": str(uuid4()), "seq": len(knocked), **totals})
        self._send("/walk/back", {"back": True})
        self.client.close()

    def _send(self, path: str, body: dict[str, object]) -> None:
        self.client.post(path, json=body).raise_for_status()


def hold(phones: list[Phone], doors: int) -> None:
    """Let all phones walk at the same time."""
    with ThreadPoolExecutor(len(phones)) as pool:
        list(pool.map(lambda phone: phone.walk(doors), phones))


def debrief(board: Visit, look: Look, round_id: str) -> None:
    """Close the round in the guided steps."""
    let_evening_come(board.site, round_id)
    page = board.go(f"/rounds/{round_id}/debrief")
    look(board, "debrief")
    page.get_by_role("button", name="Videre").click()
    page.get_by_role("radio", name="Fint").check()
    page.get_by_role("button", name="Videre").click()
    page.get_by_label("Hva overrasket oss?").fill("Tolv lag på én kveld gikk fint.")
    page.get_by_role("button", name="Videre").click()
    page.get_by_role("link", name="Videre").click()
    page.get_by_role("button", name="Lukk runden").click()
    expect(page.get_by_text("Runden er lukket og teller med").first).to_be_visible()
