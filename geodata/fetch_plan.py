"""Which files a municipality needs, read from the hosts' own lists so that no name is guessed.

References
----------
Geonorge's catalogue of Atom feeds, https://nedlasting.geonorge.no/geonorge/Tjenestefeed.xml
Kartverket's outlines of municipalities, https://api.kartverket.no/kommuneinfo/v1/
Geofabrik's index of extracts, https://download.geofabrik.de/index-v1.json
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit
from xml.etree import ElementTree

import shapely
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from geodata.fetch_errors import UnexpectedAnswerError, UnknownKommuneError

ATOM = "{http://www.w3.org/2005/Atom}"
CRS_WISHED = ("4258", "25833", "25832", "25835")
"""Coordinate systems of the tables, the one that is published for every area first."""
ENOUGH_OF_OUTLINE = 0.999
"""Share of a municipality that an extract must hold: outlines of sea borders differ by a little."""


@dataclass(frozen=True)
class Hosts:
    """Where the files are; a mirror may take all three places."""

    geonorge: str = "https://nedlasting.geonorge.no"
    kartverket: str = "https://api.kartverket.no"
    geofabrik: str = "https://download.geofabrik.de"

    @property
    def catalogue(self) -> str:
        """Geonorge's list of feeds."""
        return f"{self.geonorge}/geonorge/Tjenestefeed.xml"

    @property
    def extracts(self) -> str:
        """Geofabrik's list of regions with their outlines."""
        return f"{self.geofabrik}/index-v1.json"

    def outline(self, kommune: str) -> str:
        """Kartverket's outline of a municipality, in degrees."""
        return f"{self.kartverket}/kommuneinfo/v1/kommuner/{kommune}/omrade?utkoordsys=4326"

    def feed(self, product: str) -> str:
        """Where Geonorge keeps a product's feed of tables, should the catalogue not tell."""
        return f"{self.geonorge}/geonorge/ATOM-feeds/{product}_AtomFeedCSV.xml"


def feed_url(catalogue: bytes, product: str, hosts: Hosts) -> str:
    """Find the feed of a product's tables in Geonorge's catalogue, else where it is by custom.

    Raises
    ------
    UnexpectedAnswerError
        If the catalogue is no Atom feed, or sends us to another host.
    """
    for link in _links(catalogue, "Tjenestefeed.xml", hosts):
        if urlsplit(link).path.rsplit("/", 1)[-1].startswith(f"{product}_AtomFeedCSV"):
            return _on_host(link, hosts.geonorge)
    return hosts.feed(product)


def table_url(feed: bytes, product: str, kommune: str, hosts: Hosts) -> str:
    """Find a municipality's table in a product's feed.

    The type of a link says nothing (Geonorge calls tables GML there), so the file's own name counts:
    `Basisdata_5001_Trondheim_4258_MatrikkelenAdresse_CSV.zip`.

    Raises
    ------
    UnknownKommuneError
        If there is none for this municipality.
    UnexpectedAnswerError
        If it is no Atom feed, or sends us to another host.
    """
    found = {}
    for link in _links(feed, product, hosts):
        name = urlsplit(link).path.rsplit("/", 1)[-1]
        parts = name.split("_")
        if parts[:2] == ["Basisdata", kommune] and name.endswith(f"_{product}_CSV.zip") and len(parts) >= 6:
            found[parts[-3]] = link
    for crs in CRS_WISHED:
        if crs in found:
            return _on_host(found[crs], hosts.geonorge)
    host = urlsplit(hosts.geonorge).netloc
    raise UnknownKommuneError(product, host=host, kommune=kommune)


def outline_of(answer: bytes, kommune: str, hosts: Hosts) -> BaseGeometry:
    """Read Kartverket's outline of a municipality, degrees (EPSG:4326).

    Raises
    ------
    UnexpectedAnswerError
        If it is none.
    """
    name = f"kommune {kommune}"
    try:
        found = shapely.make_valid(shape(json.loads(answer)["omrade"]))
    except (ValueError, KeyError, TypeError, AttributeError, shapely.GEOSException) as error:
        raise _unexpected(name, hosts.kartverket, "JSON") from error
    if found.is_empty or found.area == 0:
        raise _unexpected(name, hosts.kartverket, "tom flate")
    return found


def extract_url(index: bytes, outline: BaseGeometry, hosts: Hosts) -> str:
    """Choose the smallest OpenStreetMap extract that holds a municipality.

    Raises
    ------
    UnexpectedAnswerError
        If the index is none, or no region holds the municipality.
    """
    try:
        regions = [
            (shapely.make_valid(shape(one["geometry"])), one["properties"]["urls"]["pbf"])
            for one in json.loads(index)["features"]
            if one["geometry"] and "pbf" in one["properties"]["urls"]
        ]
    except (ValueError, KeyError, TypeError, AttributeError, shapely.GEOSException) as error:
        raise _unexpected("index-v1.json", hosts.geofabrik, "JSON") from error
    holding = [
        (region.area, url)
        for region, url in regions
        if region.intersection(outline).area >= ENOUGH_OF_OUTLINE * outline.area
    ]
    if not holding:
        raise _unexpected("index-v1.json", hosts.geofabrik, "ingen region")
    return _on_host(min(holding)[1], hosts.geofabrik)


def _links(feed: bytes, name: str, hosts: Hosts) -> Iterator[str]:
    """Give the addresses in the entries of an Atom feed."""
    try:
        root = ElementTree.fromstring(feed)  # noqa: S314 - expat from 2.4.1 on stops entity bombs by itself
    except ElementTree.ParseError as error:
        raise _unexpected(name, hosts.geonorge, "XML") from error
    if root.tag != f"{ATOM}feed":
        raise _unexpected(name, hosts.geonorge, "Atom")
    for link in root.iterfind(f"{ATOM}entry/{ATOM}link"):
        yield link.get("href", "")


def _on_host(url: str, host: str) -> str:
    """Keep to the host that we asked, over TLS if that was how (old feeds still say http)."""
    wished, given = urlsplit(host), urlsplit(url)
    if given.netloc != wished.netloc:
        raise _unexpected(given.path.rsplit("/", 1)[-1], host, given.netloc)
    return given._replace(scheme=wished.scheme).geturl()


def _unexpected(name: str, host: str, answer: str) -> UnexpectedAnswerError:
    return UnexpectedAnswerError(name, host=urlsplit(host).netloc, answer=answer)
