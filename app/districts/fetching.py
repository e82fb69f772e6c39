"""`dorbank geodata fetch KOMMUNE`: the official files and the streets of a municipality, then imported."""

from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from app.config import settings
from app.districts.command import cli, console, import_paths, words_of
from app.districts.report import print_report
from app.errors import AppError
from app.language import _
from geodata.errors import GeodataError
from geodata.fetch import Fetcher, new_client
from geodata.fetch_errors import FetchError
from geodata.fetch_kommune import KommuneFiles, fetch_kommune
from geodata.fetch_plan import Hosts

__all__ = ["cli"]

ADDRESS_PAGE = "https://nedlasting.geonorge.no/geonorge/Basisdata/MatrikkelenAdresse/CSV/"
DWELLING_PAGE = "https://nedlasting.geonorge.no/geonorge/Basisdata/MatrikkelenAdresseLeilighetsniva/CSV/"
MAP_PAGE = "https://download.geofabrik.de/europe/norway.html"


@cli.command("fetch")
def fetch_command(
    kommune: Annotated[str, typer.Argument(help="Number of the municipality, four digits: 5001.")],
    do_import: Annotated[bool, typer.Option("--import/--no-import", help="Import when all is here.")] = True,
    folder: Annotated[Path | None, typer.Option(help="Where to keep the files.")] = None,
    mirror: Annotated[str | None, typer.Option(help="A host that has the files of all three hosts.")] = None,
) -> None:
    """Download a municipality's addresses, dwellings and streets; again: only what is newer. Then import."""
    kept_in = folder or settings().data / "geodata-sources"
    hosts = Hosts(mirror, mirror, mirror) if mirror else Hosts()
    try:
        files = _fetched(kommune, kept_in, hosts)
        _print_files(files)
        if not do_import:
            paths = " ".join(str(path) for path in files.paths)
            console.print(
                _("Importer med: dorbank geodata import {paths}").format(paths=paths),
                soft_wrap=True,
                markup=False,
            )
            return
        imported = import_paths(files.paths)
    except GeodataError as error:
        _refuse(words_of(error), kommune, by_hand=isinstance(error, FetchError))
    except AppError as error:
        _refuse(_(error.sentence).format(**error.facts), kommune, by_hand=False)
    else:
        print_report(console, imported.sources.report, imported.taken, imported.districts)


def _fetched(kommune: str, folder: Path, hosts: Hosts) -> KommuneFiles:
    """Fetch behind a progress bar."""
    bar = Progress(
        TextColumn("{task.description}"), BarColumn(), TextColumn("{task.percentage:>3.0f} %"),
        TimeElapsedColumn(),
        console=console, transient=True,
    )  # fmt: skip
    with bar, new_client() as client:
        task = bar.add_task("", total=1.0)

        def tell(name: str, share: float) -> None:
            bar.update(task, description=escape(name), completed=share)

        return fetch_kommune(kommune, folder, Fetcher(client), tell, hosts)


def _print_files(files: KommuneFiles) -> None:
    for one in files.fetched:
        terms = _("{source}, {licence}, hentet {date}").format(
            source=one.source, licence=one.licence, date=one.fetched_on
        )
        console.print(f"{one.path.name}: {terms}", soft_wrap=True, markup=False)


def _refuse(sentence: str, kommune: str, *, by_hand: bool) -> None:
    """Say what is wrong in one sentence, and how to go on without this command."""
    console.print(sentence, style="red", markup=False, soft_wrap=True)
    console.print(_("Ingenting er endret."))
    if by_hand:
        console.print(_("For hånd: last ned disse i en nettleser, på en hvilken som helst maskin."))
        for page, what in (
            (ADDRESS_PAGE, f"Basisdata_{kommune}_…_MatrikkelenAdresse_CSV.zip"),
            (DWELLING_PAGE, f"Basisdata_{kommune}_…_MatrikkelenAdresseLeilighetsniva_CSV.zip"),
            (MAP_PAGE, ".osm.pbf"),
        ):
            console.print(f"  {page}  {what}", soft_wrap=True, markup=False)
        console.print(_("Kjør så: dorbank geodata import FILENE"))
    raise typer.Exit(2)
