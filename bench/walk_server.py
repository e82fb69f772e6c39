"""The server's half of the walk's figures: nothing lost or doubled by kills and races, a crowd of phones."""

import contextlib
import http.client
import json
import random
import sqlite3
import statistics
import threading
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import NamedTuple
from urllib.parse import urlsplit
from uuid import uuid4

from live import Site
from sqlmodel import select
from walking import TeamLink, team_links

from app import db
from app.rounds.models import Assignment, Team
from app.turf.models import WalkRoute
from bench.walk_facts import Facts

MOST_WAITING = 200
PERIOD_S = 10.0
TELL_EVERY = 100
WAITS = {"Prefer": "wait=25"}


class Answer(NamedTuple):
    """What came back: status, the tag of what is known now, and the body."""

    status: int
    tag: str
    body: bytes


@dataclass
class Phone:
    """A phone that sends until it has an answer, as the walk's program does."""

    site: Site
    cookie: str
    assignment: str
    doors: list[int] = field(default_factory=list)

    def ask(
        self, method: str, path: str, body: object = None, more: Mapping[str, str] | None = None
    ) -> Answer:
        """Send one request; raise ConnectionError when there is no whole answer."""
        line = http.client.HTTPConnection("127.0.0.1", self.site.port, timeout=30)
        headers = {
            "Cookie": self.cookie,
            "Sec-Fetch-Site": "same-origin",
            "Accept": "application/json",
            "X-Walk": self.assignment,
            **(more or {}),
        }
        if body is not None:
            headers["Content-Type"] = "application/json"
        try:
            line.request(method, path, json.dumps(body) if body is not None else None, headers)
            answer = line.getresponse()
            return Answer(answer.status, answer.headers.get("ETag", ""), answer.read())
        except (OSError, http.client.HTTPException) as error:
            raise ConnectionError from error
        finally:
            line.close()

    def sends(self, events: list[dict[str, object]]) -> set[str]:
        """Send door events once; give the ids that the server names as stored."""
        answer = self.ask("POST", "/walk/door-events", {"events": events})
        return set(json.loads(answer.body)["stored"]) if answer.status == http.HTTPStatus.OK else set()

    def listens(self, done: threading.Event) -> None:
        """Have a question about the team's doors waiting all the time, as a phone that is seen has."""
        known: dict[str, str] = {}
        while not done.is_set():
            with contextlib.suppress(ConnectionError):
                answer = self.ask("GET", "/walk/door-marks", more=known)
                known = {"If-None-Match": answer.tag, **WAITS}
            done.wait(2)


def join(site: Site, link: TeamLink) -> Phone:
    """Open a team's link on a new phone."""
    line = http.client.HTTPConnection("127.0.0.1", site.port, timeout=30)
    line.request("POST", urlsplit(link.url).path, headers={"Sec-Fetch-Site": "same-origin"})
    answer = line.getresponse()
    answer.read()
    phone = Phone(site, answer.headers["Set-Cookie"].split(";")[0], link.assignment_id)
    line.close()
    with sqlite3.connect(site.data / "dorbank.sqlite") as database:
        rows = database.execute(
            "SELECT d.id FROM door d JOIN walk_stop s ON s.address_id = d.address_id"
            " JOIN assignment a ON a.walk_route_id = s.walk_route_id WHERE a.id = ?",
            (link.assignment_id.replace("-", ""),),
        )
        phone.doors = [row[0] for row in rows]
    return phone


def event(phone: Phone) -> dict[str, object]:
    """Make one door event."""
    return {"id": str(uuid4()), "door": random.choice(phone.doors), "mark": "done", "undoes": None}  # noqa: S311 - any door


def rows(site: Site) -> list[str]:
    """Give the ids that lie in the database."""
    with sqlite3.connect(site.data / "dorbank.sqlite") as database:
        return [row[0] for row in database.execute("SELECT id FROM door_event")]


def kill_during_sync(site: Site, kills: int) -> Facts:
    """Kill the server with SIGKILL again and again while phones send; look for what is lost or doubled."""
    site.start()
    phones = [join(site, link) for link in team_links(site)]
    acknowledged: set[str] = set()
    lock, done = threading.Lock(), threading.Event()

    def send(phone: Phone) -> None:
        waiting: list[dict[str, object]] = []
        while not done.is_set() or waiting:
            if not done.is_set() and len(waiting) < MOST_WAITING:
                waiting += [event(phone) for _n in range(10)]
            try:
                stored = phone.sends(waiting[:100])
            except ConnectionError:
                time.sleep(0.02)
                continue
            with lock:
                acknowledged.update(stored)
            waiting = [each for each in waiting if each["id"] not in stored]

    with ThreadPoolExecutor(len(phones)) as pool:
        sending = [pool.submit(send, phone) for phone in phones]
        try:
            life_s = _kill_again_and_again(site, kills)
        finally:
            done.set()
        for each in sending:
            each.result(120)
    site.stop()
    stored = rows(site)
    lost = len(acknowledged - {f"{i[:8]}-{i[8:12]}-{i[12:16]}-{i[16:20]}-{i[20:]}" for i in stored})
    return {
        "kills": kills,
        "events": len(stored),
        "life_s": round(life_s, 2),
        "server_lost": lost,
        "server_twice": len(stored) - len(set(stored)),
    }


def _kill_again_and_again(site: Site, kills: int) -> float:
    """Let the server live for some tenths of a second at a time; give the seconds from one kill to the next.

    Each life is a process of its own, a copy of one that has read the program: it opens the database, mends
    what the kill left, sweeps and serves as after a power cut.
    """
    began = time.monotonic()
    for n in range(1, kills + 1):
        time.sleep(random.uniform(0.05, 0.4))  # noqa: S311 - any moment will do
        if site.process:
            site.process.kill()
            site.process.join(20)
        site.start()
        if n % TELL_EVERY == 0:
            print(f"{n} kills, {(time.monotonic() - began) / n:.2f} s each", flush=True)
    return (time.monotonic() - began) / kills


def _send_out_more_teams(site: Site) -> None:
    """Give every route of the round's cut a team: few phones hear the same doors, as in life."""
    with site.here(), db.open_session() as session:
        first = session.exec(select(Assignment)).first()
        if first is None:
            raise ValueError("the practice round has no assignment")
        taken = {one.walk_route_id for one in session.exec(select(Assignment))}
        cut_id = session.get_one(WalkRoute, first.walk_route_id).cut_id
        routes = session.exec(select(WalkRoute).where(WalkRoute.cut_id == cut_id)).all()
        for number, route in enumerate((one for one in routes if one.id not in taken), len(taken) + 1):
            team = Team(round_id=first.round_id, number=number)
            session.add(team)
            session.flush()
            session.add(Assignment(round_id=first.round_id, team_id=team.id, walk_route_id=route.id))
        session.commit()


def _patiently(phone: Phone, one: dict[str, object]) -> None:
    """Send an event until it is acknowledged."""
    stored: set[str] = set()
    while not stored:
        with contextlib.suppress(ConnectionError):
            stored = phone.sends([one])


def race(site: Site, times: int) -> Facts:
    """Send one event fifty times at once, again and again; give the most rows that one of them became."""
    site.start()
    phone = join(site, team_links(site)[0])
    most = 0
    with ThreadPoolExecutor(50) as pool:
        for _n in range(times):
            before, one = len(rows(site)), event(phone)
            list(pool.map(lambda _copy, one=one: _patiently(phone, one), range(50)))
            most = max(most, len(rows(site)) - before)
    site.stop()
    return {"race_rows": most}


def crowd(site: Site, phones: int, batches: int) -> Facts:
    """Let phones send ten events each per ten seconds while all listen, then sixty each all at once."""
    _send_out_more_teams(site)
    site.start()
    joined = [join(site, link) for link in team_links(site)]
    crowd_of = [joined[n % len(joined)] for n in range(phones)]
    times: list[float] = []
    errors = 0

    def once(phone: Phone, events: int, wait: float) -> None:
        nonlocal errors
        time.sleep(wait)
        batch = [event(phone) for _n in range(events)]
        started = time.perf_counter()
        stored: set[str] = set()
        with contextlib.suppress(ConnectionError):
            stored = phone.sends(batch)
        times.append(1000 * (time.perf_counter() - started))
        errors += len(stored) != events

    done = threading.Event()
    with ThreadPoolExecutor(phones) as pool, ThreadPoolExecutor(phones) as listening:
        for phone in crowd_of:
            listening.submit(phone.listens, done)
        for _n in range(batches):
            list(pool.map(lambda phone: once(phone, 10, random.uniform(0, PERIOD_S)), crowd_of))  # noqa: S311 - spread out
        steady = list(times)
        times.clear()
        list(pool.map(lambda phone: once(phone, 60, 0), crowd_of))
        done.set()
        site.stop()  # answers those that wait
    cuts = statistics.quantiles(steady, n=100)
    return {
        "sync_ms": {"p95": round(cuts[94], 1), "p99": round(cuts[98], 1)},
        "burst_max_ms": round(max(times), 1),
        "sync_errors": errors,
    }
