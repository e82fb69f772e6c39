"""Fetching a municipality from a host on this machine that serves real formats and misbehaves when told."""

import hashlib
import resource
import socket
import time
from collections.abc import Iterator
from email.utils import formatdate
from pathlib import Path

import pytest
from geodata_host import ADDRESSES, DWELLINGS, KOMMUNE, REGION, Host, fetch, host_of

from geodata.fetch_errors import (
    BrokenOffError,
    BusyHostError,
    FetchError,
    FullDiskError,
    MissingFileError,
    NoContactError,
    WrongChecksumError,
)
from geodata.fetch_files import read_fetched
from geodata.practice import PracticeFiles
from geodata.sources import read_sources


@pytest.fixture
def host(practice_files: PracticeFiles) -> Iterator[Host]:
    with host_of(practice_files) as running:
        yield running


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "sources"


def on_disk(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


def test_addresses_dwellings_and_streets_are_fetched_and_can_be_read(host: Host, folder: Path) -> None:
    files = fetch(host, folder)

    sources = read_sources(files.paths)
    assert [path.name for path in files.paths] == [ADDRESSES, DWELLINGS, f"gater_{KOMMUNE}.osm.pbf"]
    assert len(sources.addresses) == 1503
    assert sources.addresses["doors_known"].all()
    assert len(sources.layers.streets) > 150


def test_source_licence_day_and_checksum_are_kept_beside_the_files(host: Host, folder: Path) -> None:
    fetch(host, folder)

    record = read_fetched(folder / KOMMUNE / ADDRESSES)
    assert record is not None
    assert record.sha256 == hashlib.sha256(host.files[host.path_of(ADDRESSES)]).hexdigest()
    assert (record.licence, record.url) == ("CC BY 4.0", host.url + host.path_of(ADDRESSES))
    told = (folder / KOMMUNE / "KILDER.txt").read_text(encoding="utf-8")
    for words in ("© Kartverket, CC BY 4.0", "© OpenStreetMap contributors", "ODbL 1.0", record.sha256):
        assert words in told
    assert f"hentet {time.strftime('%Y-%m-%d', time.gmtime())} fra {host.url}" in told
    assert told.count("kontrollert mot kilden") == 1  # the map: the others publish no checksum


def test_fetching_again_asks_only_if_anything_is_newer(host: Host, folder: Path) -> None:
    first = fetch(host, folder)
    cut = first.paths[2].stat().st_mtime_ns
    host.asked.clear()

    again = fetch(host, folder)

    assert again.paths == first.paths
    assert {one.status for one in host.asked} == {304}
    assert again.paths[2].stat().st_mtime_ns == cut


def test_a_newer_edition_replaces_the_old_one(host: Host, folder: Path) -> None:
    fetch(host, folder)
    newer = host.files[host.path_of(ADDRESSES)] + b"\0" * 100
    host.change(ADDRESSES, newer)

    fetch(host, folder)

    assert (folder / KOMMUNE / ADDRESSES).read_bytes() == newer


def test_a_file_damaged_on_disk_is_fetched_anew(host: Host, folder: Path) -> None:
    fetch(host, folder)
    (folder / KOMMUNE / ADDRESSES).write_bytes(b"damaged")

    fetch(host, folder)

    assert (folder / KOMMUNE / ADDRESSES).read_bytes() == host.files[host.path_of(ADDRESSES)]


def test_a_broken_download_goes_on_where_it_broke(host: Host, folder: Path) -> None:
    host.troubled(REGION).break_after = [20_000, 5_000]
    waits: list[float] = []

    fetch(host, folder, waits=waits)

    assert host.statuses(REGION) == [200, 206, 206]
    ranges = [one.headers.get("Range") for one in host.requests(REGION)]
    assert ranges == [None, "bytes=20000-", "bytes=25000-"]
    assert (folder / REGION).read_bytes() == host.files[host.path_of(REGION)]
    assert [seconds for seconds in waits if seconds > 1] == [2.0, 4.0]


def test_what_came_before_the_command_gave_up_is_used_the_next_time(host: Host, folder: Path) -> None:
    host.troubled(REGION).break_after = [20_000] + [0] * 5
    with pytest.raises(BrokenOffError, match="fortsetter den der den slapp"):
        fetch(host, folder)
    assert REGION not in on_disk(folder)
    assert (folder / f"{REGION}.part").stat().st_size == 20_000
    host.asked.clear()

    fetch(host, folder)

    assert host.statuses(REGION) == [206]
    assert (folder / REGION).read_bytes() == host.files[host.path_of(REGION)]
    assert not [name for name in on_disk(folder) if ".part" in name]


def test_a_file_that_came_whole_is_not_fetched_again_because_its_checksum_was_late(
    host: Host, folder: Path
) -> None:
    host.troubled(f"{REGION}.md5").answers = [(503, {})]

    fetch(host, folder)

    assert host.statuses(REGION) == [200, 416]
    assert host.statuses(f"{REGION}.md5") == [503, 200]
    assert (folder / REGION).read_bytes() == host.files[host.path_of(REGION)]


def test_a_part_longer_than_the_file_is_thrown_away(host: Host, folder: Path) -> None:
    host.troubled(REGION).break_after = [20_000] + [0] * 5
    with pytest.raises(BrokenOffError):
        fetch(host, folder)
    with (folder / f"{REGION}.part").open("ab") as part:
        part.write(b"\0" * 100_000)
    host.asked.clear()

    fetch(host, folder)

    assert host.statuses(REGION) == [416, 200]
    assert (folder / REGION).read_bytes() == host.files[host.path_of(REGION)]


def test_a_part_of_an_edition_that_is_gone_is_thrown_away(host: Host, folder: Path) -> None:
    host.troubled(ADDRESSES).break_after = [20_000] + [0] * 5
    with pytest.raises(BrokenOffError):
        fetch(host, folder)
    newer = b"PK newer" + host.files[host.path_of(ADDRESSES)]
    host.change(ADDRESSES, newer)
    host.asked.clear()

    fetch(host, folder)

    asked = host.requests(ADDRESSES)[0]
    assert asked.headers["Range"] == "bytes=20000-"
    assert asked.status == 200
    assert (folder / KOMMUNE / ADDRESSES).read_bytes() == newer


def test_a_file_that_is_not_there_is_named(host: Host, folder: Path) -> None:
    del host.files[host.path_of(DWELLINGS)]

    with pytest.raises(MissingFileError, match=f"har ikke filen {DWELLINGS}") as refused:
        fetch(host, folder)

    assert refused.value.sentence.count(". ") == 1


@pytest.mark.parametrize("status", [429, 503])
def test_a_busy_host_is_waited_for_as_long_as_it_asks(host: Host, folder: Path, status: int) -> None:
    host.troubled(ADDRESSES).answers = [(status, {"Retry-After": "7"}), (status, {})]
    waits: list[float] = []

    fetch(host, folder, waits=waits)

    assert host.statuses(ADDRESSES) == [status, status, 200]
    assert [seconds for seconds in waits if seconds > 1] == [7.0, 4.0]


def test_a_busy_host_may_name_the_time(host: Host, folder: Path) -> None:
    host.troubled(ADDRESSES).answers = [(503, {"Retry-After": formatdate(time.time() + 30, usegmt=True)})]
    waits: list[float] = []

    fetch(host, folder, waits=waits)

    assert [seconds for seconds in waits if seconds > 1] == [pytest.approx(29, abs=6)]


def test_a_host_that_asks_for_an_hour_is_left_alone(host: Host, folder: Path) -> None:
    host.troubled(ADDRESSES).answers = [(503, {"Retry-After": "3600"})]

    with pytest.raises(BusyHostError, match="Prøv igjen om 60 min"):
        fetch(host, folder)

    assert host.statuses(ADDRESSES) == [503]


def test_a_wrong_checksum_is_refused_and_nothing_of_it_stays(host: Host, folder: Path) -> None:
    host.change(f"{REGION}.md5", b"0123456789abcdef0123456789abcdef  midt-251122.osm.pbf\n")

    with pytest.raises(WrongChecksumError, match=f"{REGION} kom ikke riktig fram"):
        fetch(host, folder)

    assert not [name for name in on_disk(folder) if name.startswith((REGION, f".{REGION}", "gater"))]


def test_a_full_disk_is_told_and_the_rest_is_fetched_when_there_is_room(host: Host, folder: Path) -> None:
    size = len(host.files[host.path_of(REGION)])
    host.change(ADDRESSES, b"PK")  # the map is to be the file that finds no room
    host.change(DWELLINGS, b"PK")
    free, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size // 2, hard))
    try:
        with pytest.raises(FullDiskError, match=f"ikke plass til {REGION} i {folder}. Frigjør 1 MB"):
            fetch(host, folder)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (free, hard))
    assert REGION not in on_disk(folder)
    host.asked.clear()

    fetch(host, folder)

    assert host.statuses(REGION) == [206]
    assert (folder / REGION).read_bytes() == host.files[host.path_of(REGION)]


def test_without_internet_one_sentence_says_what_to_do(folder: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # nobody listens here
        nowhere = Host(f"http://127.0.0.1:{taken.getsockname()[1]}")
        waits: list[float] = []

        with pytest.raises(NoContactError, match=r"^Får ikke kontakt med 127.*last ned filene for hånd"):
            fetch(nowhere, folder, waits=waits)

    assert waits == []


def test_we_say_who_we_are_and_pause_between_requests(host: Host, folder: Path) -> None:
    waits: list[float] = []

    fetch(host, folder, waits=waits)

    assert all(one.headers["User-Agent"].startswith("dorbank/") for one in host.asked)
    assert waits == [1.0] * (len(host.asked) - 1)


def test_every_refusal_is_a_sentence_or_two_with_something_to_do() -> None:
    def kinds(kind: type[FetchError]) -> Iterator[type[FetchError]]:
        for inner in kind.__subclasses__():
            yield inner
            yield from kinds(inner)

    facts = {"host": "h", "minutes": 3, "answer": "x", "kommune": "5001", "folder": "f", "megabytes": 3}
    for kind in kinds(FetchError):
        said = kind("a.zip", **facts).sentence  # type: ignore[arg-type]  # each takes what it names of these
        assert "{" not in said
        assert any(word in said for word in ("Kjør", "Prøv", "kjør", "Last ned", "last ned", "Sjekk"))
