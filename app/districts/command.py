"""`dorbank geodata import PATH…`: map files into the database, with a progress bar and a report."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from sqlmodel import Session, col, delete

from app.db import open_session
from app.districts.actions import make_district_of_each
from app.districts.earlier import geo_folder, heights_folder, read_known
from app.districts.grouping import settle
from app.districts.intake import Taken, take_in
from app.districts.losses import StreetLossError, files_of, refuse_loss
from app.districts.models import Source, UnitKind
from app.districts.queries import units_of
from app.districts.report import PHASES, print_report
from app.districts.units import take_in_units
from app.errors import AppError
from app.language import _, now
from geodata import heights, osm, projection, register
from geodata.errors import GeodataError
from geodata.gathering import PolygonKeys
from geodata.report import SourceKind, Step
from geodata.sources import Sources, read_sources
from geodata.store import stage_layers

cli = typer.Typer(no_args_is_help=True, add_completion=False, help="Bring maps and addresses in.")
console = Console(highlight=False)
READING_SHARE = 0.7
ATTRIBUTIONS = {
    SourceKind.REGISTER: register.ATTRIBUTION,
    SourceKind.DWELLINGS: register.ATTRIBUTION,
    SourceKind.OSM: osm.ATTRIBUTION,
    SourceKind.POLYGONS: "",
}
Tell = Callable[[str, float], None]


@dataclass(frozen=True)
class Imported:
    """What an import led to."""

    sources: Sources
    taken: Taken
    districts: int


@cli.callback()
def geodata() -> None:
    """Bring maps and addresses in."""


@cli.command("import")
def import_command(
    paths: Annotated[list[Path], typer.Argument(help="Files and folders, in any order.")],
    districts: Annotated[
        UnitKind | None, typer.Option(help="Make a district of each krets or polygon of this kind.")
    ] = None,
    number_key: Annotated[str | None, typer.Option(help="Property that holds a polygon's number.")] = None,
    name_key: Annotated[str | None, typer.Option(help="Property that holds a polygon's name.")] = None,
    accept_losses: Annotated[
        bool, typer.Option("--accept-losses", help="Import even if much of what is there is missing now.")
    ] = False,
) -> None:
    """Read MatrikkelenAdresse, dwellings, OpenStreetMap and polygons; importing again brings up to date."""
    bar = Progress(
        TextColumn("{task.description}"), BarColumn(), TextColumn("{task.percentage:>3.0f} %"),
        TimeElapsedColumn(),
        console=console, transient=True,
    )  # fmt: skip
    try:
        with bar:
            task = bar.add_task("", total=1.0)
            imported = import_paths(
                paths,
                lambda words, share: bar.update(task, completed=share, description=words),
                districts=districts,
                keys=(number_key, name_key),
                accept_losses=accept_losses,
            )
    except GeodataError as error:
        _refuse(words_of(error))
    except AppError as error:
        _refuse(_(error.sentence).format(**error.facts))
    else:
        print_report(console, imported.sources.report, imported.taken, imported.districts)


@cli.command("heights")
def heights_command(
    paths: Annotated[list[Path], typer.Argument(help="Height grids in Esri ASCII (.asc).")],
    epsg: Annotated[int, typer.Option(help="Coordinate system of the grids: 25832 or 25833.")],
) -> None:
    """Keep heights of the ground, so that cuts know how steep a street is; the same name is replaced."""
    if epsg not in projection.METRES:
        _refuse(_("Høydene må være i EPSG:25832 eller 25833. Last dem ned i et av dem."))
    try:
        grids = {path.stem: heights.read_grid(path, epsg) for path in paths}
    except GeodataError as error:
        _refuse(words_of(error))
    for name, grid in grids.items():
        heights.keep_grid(heights_folder(), name, grid)
    console.print(_("Høydene er lest inn. De er med neste gang en bydel deles opp."))


def words_of(error: GeodataError) -> str:
    """Write a refusal of the readers in the language of this terminal."""
    return _(error.template).format(**error.values)


def _refuse(sentence: str) -> None:
    console.print(sentence, style="red", markup=False, soft_wrap=True)
    console.print(_("Ingenting er endret."))
    raise typer.Exit(2)


def import_paths(
    paths: Iterable[Path],
    tell: Tell | None = None,
    *,
    districts: UnitKind | None = None,
    keys: PolygonKeys = (None, None),
    accept_losses: bool = False,
) -> Imported:
    """Import files in one transaction: all of them, or nothing.

    Bydeler among the polygons become districts at once; `districts` names another kind of unit to make
    districts of.

    Raises
    ------
    GeodataError
        A file cannot be read; the sentence says which and what to do.
    NothingToGroupError
        There are no units of the kind that `districts` names.
    LossError
        Much of what is there would go, and `accept_losses` was not said.
    """
    say = tell or _say_nothing
    with open_session(writes=False) as session:
        known = read_known(session)
    sources = read_sources(paths, lambda step: say(_words(step), READING_SHARE * step.share), known, keys)
    if not accept_losses:
        lost = len(known.layers.streets) - len(sources.layers.streets)
        files = files_of(sources.report, [SourceKind.OSM])
        refuse_loss(StreetLossError, lost, len(known.layers.streets), files)
    staged = stage_layers(geo_folder(), sources.layers) if sources.map_boxes else None
    try:
        with open_session() as session:
            say(_("Lagrer adresser"), READING_SHARE)
            taken = take_in(session, sources, accept_losses=accept_losses)
            say(_("Legger adressene i bydeler"), 0.9)
            made = _make_districts(session, sources, districts)
            _remember(session, sources)
            session.commit()
    except BaseException:
        if staged:
            staged.discard()
        raise
    if staged:
        staged.publish()
    say("", 1.0)
    return Imported(sources, taken, made)


def _say_nothing(_words: str, _share: float) -> None: ...


def _words(step: Step) -> str:
    return escape(f"{_(PHASES[step.phase])} {step.file}".strip())


def _make_districts(session: Session, sources: Sources, kind: UnitKind | None) -> int:
    """Make districts of bydeler and of the kind asked for, bring old ones up to date; give how many."""
    bydeler = take_in_units(session, sources)
    made = len(make_district_of_each(session, bydeler)) if bydeler else 0
    if kind is not None:
        made = len(make_district_of_each(session, units_of(session, kind)))
    settle(session)
    return made


def _remember(session: Session, sources: Sources) -> None:
    """Note which files were read, and whom to thank for them; the newest reading of a file counts."""
    report = sources.report
    session.exec(delete(Source).where(col(Source.file).in_([file.file[:200] for file in report.files])))
    for file in report.files:
        rows = max((count for _word, count in file.counts), default=0)
        session.add(
            Source(
                imported_at=now(),
                file=file.file[:200],
                kind=file.kind.value,
                attribution=ATTRIBUTIONS[file.kind],
                rows=rows,
            )
        )
