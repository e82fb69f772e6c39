"""Which files are fetched for a municipality: as the hosts' own lists say, and nothing from elsewhere."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from geodata_host import ADDRESSES, REGION, Host, atom, fetch, host_of

from geodata.fetch_errors import KommuneNumberError, UnexpectedAnswerError, UnknownKommuneError
from geodata.practice import PracticeFiles


@pytest.fixture
def host(practice_files: PracticeFiles) -> Iterator[Host]:
    with host_of(practice_files) as running:
        yield running


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "sources"


def test_the_smallest_extract_that_holds_the_municipality_is_chosen(host: Host, folder: Path) -> None:
    fetch(host, folder)

    assert (folder / REGION).exists()
    assert not (folder / "norway-latest.osm.pbf").exists()


def test_a_municipality_that_is_none_is_refused(host: Host, folder: Path) -> None:
    with pytest.raises(UnknownKommuneError, match=r"for kommune 9999.*fire sifre"):
        fetch(host, folder, "9999")


@pytest.mark.parametrize("kommune", ["501", "50a1", "٥٠٠١"])
def test_what_is_no_number_of_a_municipality_is_refused_before_anything_is_asked_for(
    host: Host, folder: Path, kommune: str
) -> None:
    with pytest.raises(KommuneNumberError, match=f"fire sifre, som 5001, men her står «{kommune}»"):
        fetch(host, folder, kommune)

    assert host.asked == []


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("Tjenestefeed.xml", b"<html>Vedlikehold</html>"),
        ("Tjenestefeed.xml", b"not xml"),
        ("MatrikkelenAdresse_AtomFeedCSV.xml", atom("http://elsewhere.example", [f"/{ADDRESSES}"])),
        ("omrade", b'{"feil": "ukjent"}'),
        ("omrade", b'{"omrade": {"type": "Polygon", "coordinates": []}}'),
        ("index-v1.json", b'{"type": "FeatureCollection", "features": []}'),
        ("index-v1.json", b"[]"),
        (f"{REGION}.md5", b"<html></html>"),
    ],
)
def test_an_answer_of_another_kind_is_refused(host: Host, folder: Path, name: str, content: bytes) -> None:
    host.change(name, content)

    with pytest.raises(UnexpectedAnswerError, match="svarte noe uventet"):
        fetch(host, folder)


def test_where_the_catalogue_does_not_tell_the_feed_is_sought_in_its_usual_place(
    host: Host, folder: Path
) -> None:
    host.change("Tjenestefeed.xml", atom(host.url, ["/geonorge/ATOM-feeds/Stedsnavn_AtomFeedGML.xml"]))

    files = fetch(host, folder)

    assert len(files.paths) == 3
