"""Many phones at once against a real server: everybody gets an answer, and everything is stored once."""

import http.client
import json
from concurrent.futures import ThreadPoolExecutor
from email.message import Message
from http import HTTPStatus
from typing import NamedTuple
from urllib.parse import urlsplit
from uuid import uuid4

import pytest
from live import WAITS, Site
from walking import stored, team_links

pytestmark = pytest.mark.browser

PHONES, EVENTS = 60, "/walk/door-events"


class Answer(NamedTuple):
    status: int
    headers: Message
    body: bytes


def ask(site: Site, path: str, cookie: str = "", body: object = None, **more: str) -> Answer:
    line = http.client.HTTPConnection("127.0.0.1", site.port, timeout=60)
    headers = {"Sec-Fetch-Site": "same-origin", "Accept": "application/json", "Cookie": cookie, **more}
    if body is not None:
        headers["Content-Type"] = "application/json"
    line.request("POST" if body is not None else "GET", path, json.dumps(body or {}), headers)
    with line.getresponse() as came:
        answer = Answer(came.status, came.headers, came.read())
    line.close()
    return answer


def join(site: Site) -> str:
    """Join a phone to the first team and give its cookie."""
    answer = ask(site, urlsplit(team_links(site)[0].url).path, body={})
    return answer.headers["Set-Cookie"].split(";")[0]


def first_door(site: Site, cookie: str) -> int:
    door: int = json.loads(ask(site, "/walk/route.json", cookie).body)["stops"][0]["doors"][0]["id"]
    return door


def done_at(door: int) -> dict[str, list[dict[str, object]]]:
    return {"events": [{"id": str(uuid4()), "door": door, "mark": "done", "undoes": None}]}


def test_more_phones_than_the_server_has_threads_are_all_answered(site: Site) -> None:
    cookie = join(site)
    door = first_door(site, cookie)
    batches = [done_at(door) for _n in range(PHONES)]
    same = batches[0]

    with ThreadPoolExecutor(PHONES) as pool:
        answers = list(pool.map(lambda batch: ask(site, EVENTS, cookie, batch).status, batches))
        again = list(pool.map(lambda _n: ask(site, EVENTS, cookie, same).status, range(PHONES)))
        reads = list(pool.map(lambda _n: ask(site, "/walk/route.json", cookie).status, range(PHONES)))

    assert set(answers + again + reads) == {200}
    assert stored(site).doors == {door: PHONES}


def test_phones_that_wait_for_their_team_keep_nobody_from_an_answer(site: Site) -> None:
    cookie = join(site)
    door = first_door(site, cookie)
    wait = {"If-None-Match": ask(site, WAITS, cookie).headers["ETag"], "Prefer": "wait=30"}

    with ThreadPoolExecutor(PHONES) as pool:
        waiting = [pool.submit(ask, site, WAITS, cookie, None, **wait) for _n in range(PHONES)]
        reads = [ask(site, "/walk/route.json", cookie).status for _n in range(5)]
        early = [question for question in waiting if question.done()]
        sent = ask(site, EVENTS, cookie, done_at(door)).status
        heard = [json.loads(question.result().body)["done"] for question in waiting]

    assert early == []
    assert (set(reads), sent) == ({200}, 200)
    assert heard == [[door]] * PHONES


def test_a_site_that_is_told_to_stop_answers_those_who_wait_and_stops(site: Site) -> None:
    cookie = join(site)
    wait = {"If-None-Match": ask(site, WAITS, cookie).headers["ETag"], "Prefer": "wait=30"}
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(ask, site, WAITS, cookie, None, **wait)
        ask(site, "/walk/route.json", cookie)
        site.stop()

    assert waiting.result().status == HTTPStatus.NOT_MODIFIED
    assert site.process
    assert not site.process.is_alive()
