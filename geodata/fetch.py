"""One file from a host to the disk: resumed, cached, checked, one request at a time.

A file on its way is called `NAME.part`; beside it `NAME.part.json` tells which edition it is a part of, so
that the rest is asked for with Range and If-Range: where the host has a newer edition meanwhile, it sends all
of that. Only a complete and checked file gets its own name.

References
----------
RFC 9110, HTTP Semantics, §13 (conditional requests), §14 (range requests), §10.2.3 (Retry-After),
https://www.rfc-editor.org/rfc/rfc9110
"""

import hashlib
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from importlib.metadata import version
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit

import httpx2

from geodata.fetch_errors import (
    BrokenOffError,
    BusyHostError,
    MissingFileError,
    NoContactError,
    UnexpectedAnswerError,
    WrongChecksumError,
)
from geodata.fetch_files import Edition, Fetched, Part, read_fetched, write_fetched

USER_AGENT = f"dorbank/{version('dorbank')} (dorbank geodata fetch; one request at a time)"
ATTEMPTS = 6
FIRST_WAIT_SECONDS = 2.0
LONGEST_WAIT_SECONDS = 120.0
PAUSE_SECONDS = 1.0  # between two requests
CONNECT_SECONDS, SILENCE_SECONDS = 15.0, 60.0
Tell = Callable[[str, float], None]
Answer = TypeVar("Answer")


@dataclass(frozen=True)
class Wanted:
    """A file to fetch: where it is, what to call it, whom to thank; `md5_url` if the host has a checksum."""

    url: str
    name: str
    source: str
    licence: str
    md5_url: str = ""


class AskedToWaitError(Exception):
    """The host is busy; `seconds` is what it asked for, or None."""

    def __init__(self, seconds: float | None) -> None:
        super().__init__(seconds)
        self.seconds = seconds


class Fetcher:
    """Fetches politely: one request at a time, a pause between them, Retry-After obeyed.

    Parameters
    ----------
    client
        Makes the requests; `new_client` gives one that says who we are.
    wait
        Called with seconds to wait.
    """

    def __init__(self, client: httpx2.Client, wait: Callable[[float], None] = time.sleep) -> None:
        self._client = client
        self._wait = wait
        self._asked = False

    def fetch(self, wanted: Wanted, folder: Path, tell: Tell) -> Fetched:
        """Bring a file into a folder, or find that the one there is still the newest.

        Parameters
        ----------
        wanted
            What to fetch.
        folder
            Where to; made if missing. What an earlier, broken-off attempt left there is used.
        tell
            Hears the file's name and the share done (0–1).

        Raises
        ------
        FetchError
            One of its kinds; what has come so far stays for the next attempt, except after a wrong checksum.
        """
        folder.mkdir(parents=True, exist_ok=True)
        return self._persist(wanted, lambda: self._fetch_once(wanted, folder, tell))

    def _persist(self, wanted: Wanted, once: Callable[[], Answer]) -> Answer:
        """Try again after a break or a busy host, each time after a longer wait."""
        host = urlsplit(wanted.url).netloc
        for attempt in range(ATTEMPTS):
            is_last = attempt == ATTEMPTS - 1
            seconds = FIRST_WAIT_SECONDS * 2**attempt
            try:
                return once()
            except (httpx2.ConnectError, httpx2.ConnectTimeout) as error:
                raise NoContactError(wanted.name, host=host) from error
            except AskedToWaitError as asked:
                seconds = seconds if asked.seconds is None else asked.seconds
                if is_last or seconds > LONGEST_WAIT_SECONDS:
                    minutes = max(1, round(seconds / 60))
                    raise BusyHostError(wanted.name, host=host, minutes=minutes) from asked
            except httpx2.TransportError as error:
                if is_last:
                    raise BrokenOffError(wanted.name, host=host) from error
            self._wait(seconds)
        raise AssertionError("unreachable: the last attempt returns or raises")

    def _fetch_once(self, wanted: Wanted, folder: Path, tell: Tell) -> Fetched:
        target = folder / wanted.name
        there = read_fetched(target)
        part = Part(target)
        headers = part.headers()
        if there and there.url == wanted.url and not headers:
            headers = there.edition.headers()
        with closing(self._ask(wanted, headers)) as answer:
            if answer.status_code == HTTPStatus.NOT_MODIFIED and there:
                tell(wanted.name, 1.0)
                return there
            if answer.status_code != HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE:
                self._take_in(answer, part, wanted, tell)
            elif not part.is_whole_of(answer.headers.get("Content-Range", "")):
                part.drop()
                raise httpx2.RemoteProtocolError("the part on disk is of no edition that the host has")
        return self._finish(wanted, target, part)

    def _ask(self, wanted: Wanted, headers: dict[str, str]) -> httpx2.Response:
        """Send one request and look at the answer's status; the body is read later."""
        if self._asked:
            self._wait(PAUSE_SECONDS)
        self._asked = True
        request = self._client.build_request("GET", wanted.url, headers=headers)
        answer = self._client.send(request, stream=True)
        status, host = answer.status_code, urlsplit(wanted.url).netloc
        usable = (HTTPStatus.OK, HTTPStatus.PARTIAL_CONTENT, HTTPStatus.NOT_MODIFIED)
        if status in usable or status == HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE:
            return answer
        answer.close()
        if status in (HTTPStatus.NOT_FOUND, HTTPStatus.GONE):
            raise MissingFileError(wanted.name, host=host)
        if status == HTTPStatus.TOO_MANY_REQUESTS or status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            raise AskedToWaitError(retry_after_seconds(answer.headers.get("Retry-After", "")))
        raise UnexpectedAnswerError(wanted.name, host=host, answer=status)

    def _take_in(self, answer: httpx2.Response, part: Part, wanted: Wanted, tell: Tell) -> None:
        """Write the body to the part, after what is there already if the host goes on from there."""
        edition = Edition(answer.headers.get("ETag", ""), answer.headers.get("Last-Modified", ""))
        is_rest = answer.status_code == HTTPStatus.PARTIAL_CONTENT
        if is_rest and not part.goes_on_with(answer.headers.get("Content-Range", "")):
            part.drop()
            raise httpx2.RemoteProtocolError("the host sent another range than the one asked for")
        length = int(answer.headers.get("Content-Length", 0))
        whole = length + (part.size if is_rest else 0)
        with part.opened(edition, goes_on=is_rest, whole=whole) as file:
            for chunk in answer.iter_raw():
                file.write(chunk)
                tell(wanted.name, min(1.0, file.tell() / whole) if whole else 0.0)
        if length and part.size != whole:
            raise httpx2.RemoteProtocolError("the body ended early")

    def _finish(self, wanted: Wanted, target: Path, part: Part) -> Fetched:
        """Check what came, and give it its name."""
        if wanted.md5_url:
            told = self._checksum(wanted)
            if part.digest(hashlib.md5(usedforsecurity=False)) != told:
                part.drop()
                raise WrongChecksumError(wanted.name, host=urlsplit(wanted.url).netloc)
        fetched = Fetched(
            path=target,
            url=wanted.url,
            source=wanted.source,
            licence=wanted.licence,
            fetched_on=time.strftime("%Y-%m-%d", time.gmtime()),
            sha256=part.digest(hashlib.sha256()),
            is_checked=bool(wanted.md5_url),
            edition=part.edition,
        )
        part.become(target)
        write_fetched(fetched)
        return fetched

    def _checksum(self, wanted: Wanted) -> str:
        """Read the checksum that the host publishes: its first word, whatever file name follows."""
        small = Wanted(wanted.md5_url, f"{wanted.name}.md5", wanted.source, wanted.licence)
        with closing(self._ask(small, {})) as answer:
            words = answer.read().decode("ascii", errors="replace").split()
        if not words or len(words[0]) != 32:
            raise UnexpectedAnswerError(small.name, host=urlsplit(small.url).netloc, answer="md5")
        return words[0].lower()


def new_client() -> httpx2.Client:
    """Make a client that says who it is and asks for bytes as they are, so that ranges can be counted."""
    return httpx2.Client(
        headers={"User-Agent": USER_AGENT, "Accept-Encoding": "identity"},
        timeout=httpx2.Timeout(SILENCE_SECONDS, connect=CONNECT_SECONDS),
        follow_redirects=True,
    )


def retry_after_seconds(header: str) -> float | None:
    """Read Retry-After: seconds, or a date; None if it says nothing usable."""
    if header.isdigit():
        return float(header)
    try:
        return max(0.0, parsedate_to_datetime(header).timestamp() - time.time())
    except ValueError:
        return None
