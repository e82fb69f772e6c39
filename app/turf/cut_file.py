"""Cut addresses and streets from two files into walk routes in a third, without a database."""

import csv
import os
import time
from pathlib import Path
from typing import Annotated

import numpy as np
import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

import routes
from app.language import N_, _
from app.turf.town_files import CutFileError, read_addresses, read_streets, refuse_elsewhere

STARTED = time.monotonic()
ENDING_SECONDS, ENDING_SECONDS_A_STOP = 0.1, 8e-5

WRONG_MINUTES = N_(
    "Minste tid, måltid og lengste tid må være over 0 og i stigende rekkefølge. Rett minuttene."
)
WRONG_PACE = N_("Farten må være over 0 km/t, og tiden kan ikke være under 0 sekunder.")
NO_FOLDER = N_("Kan ikke skrive {file}. Velg en mappe som finnes og kan skrives i.")


def cut_file(
    addresses: Annotated[Path, typer.Option(help="addresses.csv, plain or .gz")],
    streets: Annotated[Path, typer.Option(help="streets.geojson, plain or .gz")],
    target_minutes: float = 90,
    min_minutes: float = 75,
    max_minutes: float = 100,
    *,
    seconds: float | None = None,
    speed: float = 4.0,
    out: Path = Path("routes.csv"),
    seed: int = 1,
) -> None:
    """Cut addresses into walk routes: reads two files, writes route,seq,address_id.

    `seconds` is the time for the whole run, reading and writing included; without it the number of addresses
    decides. `speed` is km/h.

    Raises
    ------
    typer.Exit
        With code 2 after one sentence on what is wrong; nothing is written then.
    """
    console = Console(highlight=False)
    try:
        check_wishes((min_minutes, target_minutes, max_minutes), speed, seconds)
        stops, names, plane = read_addresses(addresses)
        network = read_streets(streets, plane)
        refuse_elsewhere(streets, stops, network)
        town = routes.Town(stops, network)
        wishes = routes.Settings(
            least_minutes=min_minutes,
            target_minutes=target_minutes,
            most_minutes=max_minutes,
            seconds=search_seconds(seconds, len(names)),
            seed=seed,
            speed_m_per_minute=speed * 1000 / 60,
            off_network="price",
            draw=False,
        )
        found = routes.cut(town, wishes)
        write_routes(out, found.routes, names)
    except (CutFileError, routes.EngineError) as error:
        Console(stderr=True, highlight=False).print(str(error), soft_wrap=True, markup=False)
        raise typer.Exit(2) from error
    console.print(summary(found.routes, wishes, out, int((~town.on_network).sum())))


def check_wishes(minutes: tuple[float, float, float], speed: float, seconds: float | None) -> None:
    """Refuse wishes that no route can meet; not-a-number meets none of the comparisons."""
    least, target, most = minutes
    if not 0 < least <= target <= most < float("inf"):
        raise CutFileError(_(WRONG_MINUTES))
    if not 0 < speed < float("inf") or not (seconds is None or seconds >= 0):
        raise CutFileError(_(WRONG_PACE))


def search_seconds(seconds: float | None, addresses: int) -> float:
    """Give what is left for the search: by default 2,000 addresses take 2 s in all, 13,000 under 10 s."""
    by_size = min(8.0, max(0.45 + 4.2e-4 * addresses, 6.5e-4 * addresses))
    whole = by_size if seconds is None else seconds
    spent = time.monotonic() - STARTED + ENDING_SECONDS + ENDING_SECONDS_A_STOP * addresses
    return max(0.1, whole - spent)


def write_routes(out: Path, walks: list[routes.WalkRoute], ids: list[str]) -> None:
    """Write the routes beside the goal first, then put them in place, so that nothing half is left behind."""
    part = out.with_name(f".{out.name}.{os.getpid()}")
    try:
        with part.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(("route", "seq", "address_id"))
            for number, walk in enumerate(walks, 1):
                writer.writerows(
                    (number, place, ids[stop]) for place, stop in enumerate(walk.stops.tolist(), 1)
                )
        part.replace(out)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise CutFileError(_(NO_FOLDER).format(file=out)) from error


def summary(walks: list[routes.WalkRoute], wishes: routes.Settings, out: Path, far: int) -> Table:
    """Sum the routes up on one screen; `far` counts the addresses without a street nearby."""
    minutes = np.array([walk.minutes for walk in walks])
    outside = int(((minutes < wishes.least_minutes) | (minutes > wishes.most_minutes)).sum())
    table = Table(title=escape(str(out)), show_header=False)
    table.add_row(_("Ruter"), f"{len(walks)}")
    table.add_row(
        _("Adresser og dører"), f"{sum(len(w.stops) for w in walks)} / {sum(w.doors for w in walks)}"
    )
    table.add_row(
        _("Minutter, minst–mest og i snitt"), f"{minutes.min():.0f}–{minutes.max():.0f}, {minutes.mean():.0f}"
    )
    table.add_row(_("Utenfor ønsket tid"), f"{outside}")
    table.add_row(_("Meter å gå"), f"{sum(w.walk_m for w in walks):.0f}")
    if far:
        table.add_row(_("Adresser over 150 m fra en gate; veien dit er regnet rett fram"), f"{far}")
    return table
