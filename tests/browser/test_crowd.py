"""Many phones at once against a real server: everybody gets an answer, and everything is stored once."""

import http.client
import json
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit
from uuid import uuid4

import pytest
from live import Site
from walking import stored, team_links

pytestmark = pytest.mark.browser

PHONES = 60


def ask(site: Site, path: str, cookie: str = "", body: object = None) -> tuple[int, str, bytes]:
    line = http.client.HTTPConnection("127.0.0.1", site.port, timeout=60)
    headers = {"Sec-Fetch-Site": "same-origin", "Accept": "application/json", "Cookie": cookie}
    if body is not None:
        headers["Content-Type"] = "application/json"
    line.request("POST" if body is not None else "GET", path, json.dumps(body or {}), headers)
    answer = line.getresponse()
    content = answer.read()
    line.close()
    return answer.status, answer.headers.get("Set-Cookie", "").split(";")[0], content


def test_more_phones_than_the_server_has_threads_are_all_answered(site: Site) -> None:
    _status, cookie, _body = ask(site, urlsplit(team_links(site)[0].url).path, body={})
    sheet = json.loads(ask(site, "/walk/route.json", cookie)[2])
    door = sheet["stops"][0]["doors"][0]["id"]
    batches = [
        {"events": [{"id": str(uuid4()), "door": door, "mark": "done", "undoes": None}]}
        for _n in range(PHONES)
    ]
    same = batches[0]

    with ThreadPoolExecutor(PHONES) as pool:
        answers = list(pool.map(lambda batch: ask(site, "/walk/door-events", cookie, batch)[0], batches))
        again = list(pool.map(lambda _n: ask(site, "/walk/door-events", cookie, same)[0], range(PHONES)))
        reads = list(pool.map(lambda _n: ask(site, "/walk/route.json", cookie)[0], range(PHONES)))

    assert set(answers + again + reads) == {200}
    assert stored(site).doors == {door: PHONES}
