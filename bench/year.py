"""Measure every page for every role on a ledger of many years: milliseconds on the server, and queries.

    python -m bench.year [--quick]

Fills a throw-away SQLite database (bench/ledger.py), imports a list of 1,476 members through the site, and
asks each page that a role may open, one at a time, inside this process. Writes bench/results/year.json:
`{"rounds", "people", "doors", "import", "coverage_file_s", "pages": [{"path", "role", "p95_ms", "queries"}],
"left_out": {page: why}}`.
"""

import argparse
import json
import os
import re
import statistics
import tempfile
import time
from dataclasses import asdict, dataclass
from http import HTTPStatus
from pathlib import Path
from uuid import UUID

import typst
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute
from fastapi.testclient import TestClient
from sqlalchemy import Engine, event
from sqlmodel import Session

from app.people.access import Policy
from app.people.models import Role

RESULTS = Path(__file__).parents[1] / "bench" / "results" / "year.json"
LIMIT_MS = 300.0
ORIGIN = "https://testserver"
TYPST_REMEMBERS = 10
"""So many prints later typst has let go of what it did not need again."""
HOLE = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True)
class Page:
    """One page for one role: the 95th percentile of what it took, and how many queries it made."""

    path: str
    role: str
    p95_ms: float
    queries: int


def main() -> None:
    """Fill, import, measure, print and write."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--quick", action="store_true", help="fewer requests a page; under a minute")
    asked = 3 if parser.parse_args().quick else 40
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"DORBANK_DATA": folder, "DATABASE_URL": "", "DORBANK_KEY": "33" * 32}
        _run(asked)


def _run(asked: int) -> None:
    from app.__main__ import migrate  # noqa: PLC0415 - after the settings are in place
    from app.db import engine, open_session  # noqa: PLC0415 - as above
    from app.garbage import set_libraries_apart  # noqa: PLC0415 - as above
    from bench.ledger import DOORS, PEOPLE, ROUNDS, fill  # noqa: PLC0415 - as above
    from bench.year_addresses import ASKED_WITH, NO_PAGE, addresses  # noqa: PLC0415 - as above

    migrate()
    started = time.perf_counter()
    with open_session() as session:
        made = fill(session)
        tokens = _sign_in(session, made.people)
        found = addresses(session, made)
        session.commit()
    print(f"filled in {time.perf_counter() - started:.1f} s")
    set_libraries_apart()  # as the server does when it starts
    set_libraries_apart()
    counted = _count_queries(engine())
    imported = _import_members(tokens["board"])
    found.own["/calling-rounds/{calling_round_id}/list", ""] = _upload_list(_client(tokens["board"]))
    pages, left_out = [], {}
    for role in ["nobody", *tokens]:
        client = _client(tokens.get(role, ""))
        client.post(found.joins[role])
        for route in _pages_for(role):
            path = found.of(route.path, role) or HOLE.sub(lambda hole: made.holes[hole[1]], route.path)
            path += ASKED_WITH.get(route.path, "")
            why = NO_PAGE.get(route.path, "") or _refusal(client, path)
            if why:
                left_out[f"{role} {route.path}"] = why
            else:
                pages.append(_measure(client, role, route.path, path, asked, counted))
    facts = {"rounds": ROUNDS, "people": PEOPLE, "doors": DOORS, "import": imported}
    _report(facts | {"coverage_file_s": _coverage_file(tokens["board"])}, pages, left_out)


def _sign_in(session: Session, people: dict[Role, UUID]) -> dict[str, str]:
    from app.people.actions import open_login  # noqa: PLC0415 - after the settings are in place

    return {role.value: open_login(session, person) for role, person in people.items()}


def _client(token: str) -> TestClient:
    from app.main import app  # noqa: PLC0415 - after the settings are in place
    from app.people.access import SESSION_COOKIE  # noqa: PLC0415 - as above

    headers = {"Sec-Fetch-Site": "same-origin"}
    client = TestClient(app, base_url=ORIGIN, headers=headers, follow_redirects=False)
    if token:
        client.cookies.set(SESSION_COOKIE, token)
    return client


def _count_queries(engine: Engine) -> list[str]:
    """Keep every statement that is sent from now on."""
    sent: list[str] = []

    @event.listens_for(engine, "before_cursor_execute")
    def note(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        sent.append(statement)

    return sent


def _pages_for(role: str) -> list[APIRoute]:
    """List the pages that a role may open: all that are open, and those whose policy names it."""
    from app.main import ROOMS  # noqa: PLC0415 - after the settings are in place
    from app.people.access import Allow  # noqa: PLC0415 - as above

    found = []
    for room in ROOMS:
        for route in room.router.routes:
            if isinstance(route, APIRoute) and "GET" in (route.methods or ()):
                (policy,) = _policies(route.dependant)
                named = not policy.roles or role in policy.roles if isinstance(policy, Allow) else True
                if named and not (role == "nobody" and isinstance(policy, Allow)):
                    found.append(route)
    return found


def _policies(dependant: Dependant) -> list[Policy]:
    own: list[Policy] = [dependant.call] if isinstance(dependant.call, Policy) else []
    return own + [policy for child in dependant.dependencies for policy in _policies(child)]


def _refusal(client: TestClient, path: str) -> str:
    """Ask for a page once, and say why this role does not get it; empty when it does."""
    status = client.get(path).status_code
    return "" if status == HTTPStatus.OK else f"answers {status}"


def _measure(  # noqa: PLR0917 - the page in two spellings, who asks, how often
    client: TestClient, role: str, pattern: str, path: str, asked: int, sent: list[str]
) -> Page:
    """Ask for a page again and again."""
    taken = []
    for _again in range(asked):
        if pattern.endswith(".pdf"):
            _forget_prints()
        before, started = len(sent), time.perf_counter()
        client.get(path)
        taken.append(1000 * (time.perf_counter() - started))
    queries = sum(not each.startswith(("BEGIN", "PRAGMA")) for each in sent[before:])
    return Page(pattern, role, round(statistics.quantiles(taken, n=20, method="inclusive")[-1], 1), queries)


def _forget_prints() -> None:
    """Make typst forget what it has set: nobody prints the same sheet twice, and then it takes a fifth."""
    for _again in range(TYPST_REMEMBERS + 1):
        typst.compile(f"= {time.perf_counter()}".encode(), format="pdf")


def _coverage_file(token: str) -> float:
    """Ask for the map of street sides as a file, which the engine's process draws; give seconds."""
    client = _client(token)
    client.get("/coverage.html?branch=")
    started = time.perf_counter()
    client.get("/coverage.html")
    return round(time.perf_counter() - started, 2)


def _upload_list(client: TestClient) -> str:
    """Send a list of 1,476 members to a calling round of its own, and give the address of its preview."""
    from bench.ledger_calls import MEMBERS  # noqa: PLC0415 - after the settings are in place

    answer = client.post("/calling-rounds", data={"name": "Hele Trøndelag"})
    url = f"{answer.headers['location']}/list"
    rows = "".join(f"Fornavn {n};Etternavn {n};9{n:07}\n" for n in range(MEMBERS))
    content = ("Fornavn;Etternavn;Mobil\n" + rows).encode("latin-1")
    client.post(url, files={"file": ("medlemmer.csv", content)})
    return url


def _import_members(token: str) -> dict[str, float]:
    """Bring 1,476 members in through the site, as the board does; give rows and seconds."""
    from bench.ledger_calls import MEMBERS  # noqa: PLC0415 - after the settings are in place

    client = _client(token)
    started = time.perf_counter()
    url = _upload_list(client)
    seen = client.get(url)
    previewed = time.perf_counter()
    form = {"columns": ["first_name", "last_name", "phone"]}
    answer = client.post(f"{url}/confirmation", data=form)
    if seen.status_code != HTTPStatus.OK or answer.status_code != HTTPStatus.SEE_OTHER:
        raise SystemExit(f"the import answered {answer.status_code}")
    done = time.perf_counter()
    return {
        "rows": MEMBERS,
        "preview_s": round(previewed - started, 2),
        "import_s": round(done - previewed, 2),
    }


def _report(facts: dict[str, object], pages: list[Page], left_out: dict[str, str]) -> None:
    RESULTS.parent.mkdir(exist_ok=True)
    whole = facts | {
        "load": os.getloadavg()[0],
        "pages": [asdict(page) for page in pages],
        "left_out": left_out,
    }
    RESULTS.write_text(json.dumps(whole, indent=1, ensure_ascii=False))
    slow = [page for page in pages if page.p95_ms > LIMIT_MS]
    print(f"import {facts['import']}, coverage file {facts['coverage_file_s']} s")
    for page in sorted(pages, key=lambda each: -each.p95_ms)[:12]:
        print(f"{page.p95_ms:8.1f} ms {page.queries:4} queries  {page.role:<10} {page.path}")
    print(f"{len(pages)} pages by role, {len(slow)} over {LIMIT_MS:.0f} ms, {len(left_out)} left out")
    for left, why in left_out.items():
        print(f"left out: {left}: {why}")


if __name__ == "__main__":
    main()
