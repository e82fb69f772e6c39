"""All files of a municipality: addresses, dwellings, and the streets cut out of OpenStreetMap."""

import hashlib
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from geodata.fetch import Fetcher, Tell, Wanted
from geodata.fetch_clip import clip_map
from geodata.fetch_errors import KommuneNumberError
from geodata.fetch_files import Fetched, write_credits
from geodata.fetch_plan import Hosts, extract_url, feed_url, outline_of, table_url

REGISTER, DWELLINGS = "MatrikkelenAdresse", "MatrikkelenAdresseLeilighetsniva"
KARTVERKET = ("© Kartverket", "CC BY 4.0")
OSM = ("© OpenStreetMap contributors (Geofabrik)", "ODbL 1.0")
LISTS = "lister"
"""Folder of the hosts' own lists: kept so that they are asked for only if they have changed."""


@dataclass(frozen=True)
class KommuneFiles:
    """What is to be imported, and all that was fetched for it."""

    paths: list[Path]
    fetched: list[Fetched] = field(repr=False)


def fetch_kommune(
    kommune: str, folder: Path, fetcher: Fetcher, tell: Tell, hosts: Hosts | None = None
) -> KommuneFiles:
    """Fetch what a municipality needs; what is here and still the newest is not fetched again.

    Parameters
    ----------
    kommune
        Four digits.
    folder
        Where to; the municipality gets a folder of its own, extracts of regions are shared.
    fetcher
        Asks the hosts, one request at a time.
    tell
        Hears what is worked on and the share of it (0–1).
    hosts
        The official hosts unless a mirror takes their place.

    Raises
    ------
    KommuneNumberError
        If it is not four digits.
    UnknownKommuneError
        If a host knows no such municipality.
    GeodataError
        If a file cannot be fetched or the map cannot be cut; what has come stays for the next attempt.
    """
    places = hosts or Hosts()
    if not (len(kommune) == 4 and kommune.isascii() and kommune.isdigit()):
        raise KommuneNumberError(kommune)
    own, lists = folder / kommune, folder / LISTS
    tables = [
        _table(product, kommune, (own, lists), (fetcher, places), tell) for product in (REGISTER, DWELLINGS)
    ]
    streets, credit = _streets(kommune, (own, lists, folder), (fetcher, places), tell)
    fetched = [*tables, credit]
    write_credits(own, fetched)
    return KommuneFiles([*(table.path for table in tables), streets], fetched)


def _table(
    product: str, kommune: str, folders: tuple[Path, Path], asked: tuple[Fetcher, Hosts], tell: Tell
) -> Fetched:
    """Look the table up in the feeds, and fetch it."""
    (own, lists), (fetcher, hosts) = folders, asked
    catalogue = fetcher.fetch(Wanted(hosts.catalogue, "Tjenestefeed.xml", *KARTVERKET), lists, tell)
    feed_at = feed_url(catalogue.path.read_bytes(), product, hosts)
    feed = fetcher.fetch(Wanted(feed_at, f"{product}.xml", *KARTVERKET), lists, tell)
    url = table_url(feed.path.read_bytes(), product, kommune, hosts)
    return fetcher.fetch(Wanted(url, urlsplit(url).path.rsplit("/", 1)[-1], *KARTVERKET), own, tell)


def _streets(
    kommune: str, folders: tuple[Path, Path, Path], asked: tuple[Fetcher, Hosts], tell: Tell
) -> tuple[Path, Fetched]:
    """Fetch the smallest extract that holds the municipality, and cut it out, unless that is done already."""
    (own, lists, shared), (fetcher, hosts) = folders, asked
    outline_file = fetcher.fetch(
        Wanted(hosts.outline(kommune), f"kommune_{kommune}.json", *KARTVERKET), lists, tell
    )
    outline = outline_of(outline_file.path.read_bytes(), kommune, hosts)
    index = fetcher.fetch(Wanted(hosts.extracts, "index-v1.json", *OSM), lists, tell)
    url = extract_url(index.path.read_bytes(), outline, hosts)
    name = urlsplit(url).path.rsplit("/", 1)[-1]
    extract = fetcher.fetch(Wanted(url, name, *OSM, md5_url=f"{url}.md5"), shared, tell)
    target, made_of = own / f"gater_{kommune}.osm.pbf", own / f".gater_{kommune}.made_of"
    wished = hashlib.sha256(f"{extract.sha256} {outline_file.sha256}".encode()).hexdigest()
    if not (target.exists() and made_of.exists() and made_of.read_text(encoding="ascii") == wished):
        clip_map(extract.path, outline, target, lambda share: tell(target.name, share))
        made_of.write_text(wished, encoding="ascii")
    return target, extract
