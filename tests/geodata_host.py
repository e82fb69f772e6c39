"""A host on this machine that serves a municipality's files as the official hosts do, or misbehaves."""

import hashlib
import json
import threading
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path

from geodata.fetch import Fetcher, new_client
from geodata.fetch_kommune import KommuneFiles, fetch_kommune
from geodata.fetch_plan import Hosts
from geodata.practice import PracticeFiles

KOMMUNE = "5099"
ADDRESSES = f"Basisdata_{KOMMUNE}_Ovingsbyen_4258_MatrikkelenAdresse_CSV.zip"
DWELLINGS = f"Basisdata_{KOMMUNE}_Ovingsbyen_4258_MatrikkelenAdresseLeilighetsniva_CSV.zip"
REGION = "midt-latest.osm.pbf"
OUTLINE = [[10.6, 63.4], [10.9, 63.4], [10.9, 63.7], [10.6, 63.7], [10.6, 63.4]]
FEED = """<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><title>feed</title>{entries}</feed>"""
ENTRY = """<entry><title>{name}</title><category term="Kommune" label="{name}"/>
<link rel="alternate" type="application/gml+xml;version=3.2.1" href="{url}"/></entry>"""


@dataclass
class Trouble:
    """What goes wrong with a file, each time it is asked for until the list is empty."""

    break_after: list[int] = field(default_factory=list)
    """Bytes after which the connection breaks."""
    answers: list[tuple[int, dict[str, str]]] = field(default_factory=list)
    """Status and headers to answer with instead."""


@dataclass
class Asked:
    """One request as the host saw it."""

    path: str
    headers: dict[str, str]
    status: int


class Host:
    """Serves files from memory with ETag, Last-Modified and ranges."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.files: dict[str, bytes] = {}
        self.trouble: dict[str, Trouble] = {}
        self.asked: list[Asked] = []

    def path_of(self, name: str) -> str:
        """Find the path of the file with this name."""
        return next(path for path in self.files if path.rsplit("/", 1)[-1] == name)

    def troubled(self, name: str) -> Trouble:
        """Give the trouble of a file, to be added to."""
        return self.trouble.setdefault(self.path_of(name), Trouble())

    def change(self, name: str, content: bytes) -> None:
        """Put a newer edition in place of a file."""
        self.files[self.path_of(name)] = content

    def statuses(self, name: str) -> list[int]:
        """List what each request for a file was answered with."""
        return [one.status for one in self.asked if one.path.rsplit("/", 1)[-1] == name]

    def requests(self, name: str) -> list[Asked]:
        """List the requests for a file."""
        return [one for one in self.asked if one.path.rsplit("/", 1)[-1] == name]


@contextmanager
def host_of(practice: PracticeFiles) -> Iterator[Host]:
    """Start a host that has the practice town's files as municipality 5099."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Answering)
    host = Host(f"http://127.0.0.1:{server.server_port}")
    server.host = host  # type: ignore[attr-defined]  # how a handler of http.server learns anything
    fill(host, practice)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield host
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def fetch(host: Host, folder: Path, kommune: str = KOMMUNE, waits: list[float] | None = None) -> KommuneFiles:
    """Fetch from a host as the command does, without waiting; `waits` hears the seconds."""
    waited = [] if waits is None else waits
    with new_client() as client:
        fetcher = Fetcher(client, waited.append)
        return fetch_kommune(kommune, folder, fetcher, lambda _name, _share: None, Hosts(*[host.url] * 3))


def fill(host: Host, practice: PracticeFiles) -> None:
    """Lay the files out as the three hosts do."""
    base = "/geonorge/Basisdata"
    register, dwellings = f"{base}/MatrikkelenAdresse/CSV", f"{base}/MatrikkelenAdresseLeilighetsniva/CSV"
    other = ADDRESSES.replace(KOMMUNE, "5001").replace("Ovingsbyen", "Trondheim")
    feeds = {
        "MatrikkelenAdresse": [f"{register}/{ADDRESSES}", f"{register}/{other}"],
        "MatrikkelenAdresseLeilighetsniva": [f"{dwellings}/{DWELLINGS}"],
    }
    feed_paths = {name: f"/geonorge/ATOM-feeds/{name}_AtomFeedCSV.xml" for name in feeds}
    host.files["/geonorge/Tjenestefeed.xml"] = atom(host.url, list(feed_paths.values()))
    for name, links in feeds.items():
        host.files[feed_paths[name]] = atom(host.url, links)
    host.files[f"{register}/{ADDRESSES}"] = zipped(practice.register, "matrikkelenAdresse.csv")
    host.files[f"{dwellings}/{DWELLINGS}"] = zipped(
        practice.dwellings, "matrikkelenAdresseLeilighetsniva.csv"
    )
    outline = {"kommunenummer": KOMMUNE, "omrade": {"type": "MultiPolygon", "coordinates": [[OUTLINE]]}}
    host.files[f"/kommuneinfo/v1/kommuner/{KOMMUNE}/omrade"] = json.dumps(outline).encode()
    host.files["/index-v1.json"] = regions(host.url)
    host.files[f"/europe/norway/{REGION}"] = practice.map.read_bytes()
    host.files[f"/europe/norway/{REGION}.md5"] = checksum(practice.map.read_bytes())


def atom(url: str, paths: list[str]) -> bytes:
    entries = "".join(ENTRY.format(name=path.rsplit("/", 1)[-1], url=url + path) for path in paths)
    return FEED.format(entries=entries).encode()


def checksum(content: bytes) -> bytes:
    return f"{hashlib.md5(content, usedforsecurity=False).hexdigest()}  midt-251122.osm.pbf\n".encode()


def regions(url: str) -> bytes:
    """Tell of a country and of a part of it that is enough, and of a part elsewhere."""

    def region(name: str, west: float, east: float) -> dict[str, object]:
        ring = [[west, 60.0], [east, 60.0], [east, 66.0], [west, 66.0], [west, 60.0]]
        geometry = {"type": "Polygon", "coordinates": [ring]}
        urls = {"pbf": f"{url}/europe/{name}-latest.osm.pbf"}
        return {"type": "Feature", "properties": {"id": name, "urls": urls}, "geometry": geometry}

    found = [region("norway", 4, 31), region("norway/midt", 9, 13), region("norway/vest", 4, 9)]
    return json.dumps({"type": "FeatureCollection", "features": found}).encode()


def zipped(table: Path, name: str) -> bytes:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(f"{table.stem}/{name}", table.read_bytes())
    return packed.getvalue()


class Answering(BaseHTTPRequestHandler):
    """Answers one request."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        host: Host = self.server.host  # type: ignore[attr-defined]  # set where the server is made
        path = self.path.split("?")[0]
        trouble = host.trouble.get(path, Trouble())
        if trouble.answers:
            status, headers = trouble.answers.pop(0)
            self.reply(host, status, headers, b"")
        elif path not in host.files:
            self.reply(host, 404, {}, b"")
        else:
            self.serve(host, host.files[path], trouble)

    def serve(self, host: Host, content: bytes, trouble: Trouble) -> None:
        etag = f'"{hashlib.sha256(content).hexdigest()[:16]}"'
        headers = {"ETag": etag, "Accept-Ranges": "bytes"}
        if self.headers.get("If-None-Match") == etag:
            self.reply(host, 304, headers, b"")
            return
        status, start = 200, 0
        asked = self.headers.get("Range", "")
        if asked and self.headers.get("If-Range", etag) == etag:
            status, start = 206, int(asked.removeprefix("bytes=").split("-")[0])
            headers["Content-Range"] = f"bytes {start}-{len(content) - 1}/{len(content)}"
        if start >= len(content):
            self.reply(host, 416, {"Content-Range": f"bytes */{len(content)}"}, b"")
            return
        self.reply(host, status, headers, content[start:], trouble.break_after)

    def reply(
        self, host: Host, status: int, headers: dict[str, str], body: bytes, breaks: list[int] | None = None
    ) -> None:
        host.asked.append(Asked(self.path.split("?")[0], dict(self.headers), status))
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if breaks:
            self.wfile.write(body[: breaks.pop(0)])
            self.wfile.flush()
            self.close_connection = True
        else:
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name that http.server gives
        """Say nothing."""
