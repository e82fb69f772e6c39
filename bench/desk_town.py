"""A throw-away site for measuring the desk: a town in it, a general signed in, and a server.

    python bench/desk_town.py ALONG ACROSS [FILE]

run in the site's own environment, stores a town of so many streets, or the map FILE with its residential
buildings standing in for addresses, and prints district, number of addresses and a session.
"""

import json
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).parents[1]
START_SECONDS = 60.0


@dataclass(frozen=True)
class Town:
    """What a measurement needs to know of the site."""

    district: str
    addresses: int
    token: str


def site_with(environment: Mapping[str, str], source: str, along: int, across: int) -> Town:
    """Migrate a new site, put a town in it, and sign a general in."""
    run(environment, "-m", "app", "migrate")
    extra = [source] if source else []
    printed = run(environment, str(Path(__file__)), str(along), str(across), *extra)
    return Town(**json.loads(printed.splitlines()[-1]))


def run(environment: Mapping[str, str], *words: str) -> str:
    """Run Python in the site's environment and give what it printed."""
    command = [sys.executable, *words]
    done = subprocess.run(
        command, cwd=PROJECT, env=dict(environment), capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise SystemExit(done.stdout + done.stderr)
    return done.stdout


@contextmanager
def serving(environment: Mapping[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    """Serve the site until the measurement is over."""
    command = [sys.executable, "-m", "app", "serve"]
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(command, cwd=PROJECT, env=dict(environment), stdout=quiet, stderr=quiet)
    try:
        _wait(f"http://127.0.0.1:{environment['PORT']}/health")
        yield process
    finally:
        process.terminate()
        process.wait(20)


def _wait(url: str) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(url, timeout=2):
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.05)
    raise SystemExit(f"the site did not answer within {START_SECONDS:.0f} s")


def free_port() -> int:
    """Find a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def make_town(along: int, across: int, source: str) -> Town:
    """Store a town and a general; in the site's own process, so everything of the app is loaded here."""
    sys.path[:0] = [str(PROJECT), str(PROJECT / "tests")]
    from turf.hand_drawn import Size, draw_district  # noqa: PLC0415 - the settings must be in place

    from app.config import settings  # noqa: PLC0415 - as above
    from app.db import open_session  # noqa: PLC0415 - as above
    from app.people.actions import add_person, open_login  # noqa: PLC0415 - as above
    from app.people.contact import Contact  # noqa: PLC0415 - as above
    from app.people.models import PersonRole, Role  # noqa: PLC0415 - as above

    if source:
        import_buildings(Path(source))
    with open_session() as session:
        if source:
            from app.districts.queries import districts  # noqa: PLC0415 - as above

            district = districts(session)[0]
        else:
            district = draw_district(session, settings().data, Size(along, across))
        person = add_person(session, "Gunnar General", Contact(email="general@example.org"))
        session.add(PersonRole(person_id=person.id, role=Role.GENERAL))
        token = open_login(session, person.id)
        session.commit()
        return Town(str(district.id), district.addresses, token)


def import_buildings(source: Path) -> None:
    """Import a map of Trondheim, and make one district of everything in it."""
    from app.config import settings  # noqa: PLC0415 - the settings must be in place
    from app.districts.command import import_paths  # noqa: PLC0415 - as above
    from app.districts.models import UnitKind  # noqa: PLC0415 - as above

    ring = [[10.3, 63.4], [10.5, 63.4], [10.5, 63.5], [10.3, 63.5], [10.3, 63.4]]
    everywhere = {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "properties": {"navn": "Overalt", "nummer": "1"},
                "geometry": {"type": "Polygon", "coordinates": [ring]},
            }
        ],
    }
    outline = settings().data / "everywhere.geojson"
    outline.write_text(json.dumps(everywhere))
    import_paths([source, outline], districts=UnitKind.POLYGON)


if __name__ == "__main__":
    print(json.dumps(make_town(int(sys.argv[1]), int(sys.argv[2]), "".join(sys.argv[3:])).__dict__))
