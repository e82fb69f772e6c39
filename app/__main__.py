"""The command line: `dorbank --help` lists what it can do."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from app.config import settings
from app.garbage import set_libraries_apart
from app.language import choose, current
from app.people.models import Role

cli = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_show_locals=False,
    help="Dørbank: walk routes, rounds and input for a chapter that knocks on doors.",
)
console = Console(highlight=False)
LANGUAGE_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")
"""Where a terminal tells its language, the first that says anything wins; bokmål when in doubt."""
Season = Annotated[bool, typer.Option(help="Also hold a season of rounds there, with 300 inputs to read.")]
FORWARDED = {"allow_extra_args": True, "ignore_unknown_options": True}


@cli.command()
def migrate() -> None:
    """Bring the database up to the newest tables; safe to repeat."""
    from alembic import command  # noqa: PLC0415 - keeps `dorbank --help` quick
    from alembic.config import Config  # noqa: PLC0415 - as above

    folder = Path(__file__).parent.parent
    config = Config(folder / "alembic.ini")
    config.set_main_option("script_location", str(folder / "migrations"))
    command.upgrade(config, "head")


@cli.command()
def serve(reload: Annotated[bool, typer.Option(help="Start anew when the code changes.")] = False) -> None:
    """Start the site on HOST and PORT."""
    import uvicorn  # noqa: PLC0415 - keeps `dorbank --help` quick

    if not reload:
        set_libraries_apart()
    uvicorn.run(
        "app.main:app",
        host=settings().host,
        port=settings().port,
        reload=reload,
        access_log=False,
        log_config=None,
        server_header=False,
        proxy_headers=True,
        forwarded_allow_ips=settings().proxies,
    )


@cli.command()
def practice(season: Season = False) -> None:
    """Make the practice town Øvingsbyen with people and a round, unless there are districts already."""
    from app.practice import make_practice  # noqa: PLC0415 - keeps `dorbank --help` quick

    made = make_practice()
    console.print("Øvingsbyen is ready." if made else "There are districts already; no town was made.")
    if season:
        _make_season()


def _make_season() -> None:
    from app.practice_season import NotForPracticeError, make_season  # noqa: PLC0415 - as above

    try:
        console.print(f"A season has been held: {make_season()} inputs wait for the committee.")
    except NotForPracticeError as refusal:
        console.print(str(refusal))
        raise typer.Exit(1) from None


@cli.command()
def run(season: Season = False) -> None:
    """Do all that a first look needs: tables, practice town, sign-in links, site."""
    migrate()
    if not _has_districts():
        subprocess.run([sys.executable, "-m", "app", "practice"], check=True)
    if season:
        subprocess.run([sys.executable, "-m", "app", "practice", "--season"], check=False)
    links()
    serve()


@cli.command()
def links() -> None:
    """Print the site's address and one sign-in link per role for the practice people."""
    from app.practice_people import sign_in_links  # noqa: PLC0415 - keeps `dorbank --help` quick

    console.print(f"\nDørbank: [bold]{settings().url}[/bold]   (Ctrl-C stops it)\n")
    for link in sign_in_links():
        console.print(f"  {link.role.value:<10} {link.name:<13} {link.url}", soft_wrap=True)
    console.print("\nEach link works once. To walk: sign in as the general and open a team's QR.\n")


def _speak_as_the_terminal() -> None:
    asked = next((found for name in LANGUAGE_VARIABLES if (found := os.environ.get(name))), "")
    current.set(choose(asked.replace("_", "-")))


def _has_districts() -> bool:
    from app.db import open_session  # noqa: PLC0415 - keeps `dorbank --help` quick
    from app.districts.queries import districts  # noqa: PLC0415 - as above

    with open_session(writes=False) as session:
        return bool(districts(session))


@cli.command("cut-file", context_settings=FORWARDED, add_help_option=False)
def cut_file(context: typer.Context) -> None:
    """Cut addresses and streets from files into walk routes, without a database."""
    from app.turf.cut_file import cut_file as command  # noqa: PLC0415 - the engine stays out of the web process

    _speak_as_the_terminal()
    _forward(command, context)


@cli.command("geodata", context_settings=FORWARDED, add_help_option=False)
def geodata(context: typer.Context) -> None:
    """Bring maps and addresses in: `dorbank geodata fetch KOMMUNE`, `dorbank geodata import PATH…`."""
    from app.districts.fetching import cli as group  # noqa: PLC0415 - geopandas stays out of the web process

    _speak_as_the_terminal()
    group(context.args, prog_name="dorbank geodata")


@cli.command()
def compile_engine() -> None:
    """Compile the walk-route engine ahead of its first use."""
    from routes.compile import compile_engine as compile_now  # noqa: PLC0415 - as above

    compile_now()


@cli.command()
def front_end() -> None:
    """Fetch the front-end libraries from npm by the lock file."""
    from app.front_end import bring_libraries  # noqa: PLC0415 - keeps `dorbank --help` quick

    bring_libraries()


@cli.command()
def invite(
    name: str,
    contact: Annotated[str, typer.Argument(help="E-mail address or telephone number.")],
    role: Annotated[list[Role], typer.Option(help="May be given several times.")],
) -> None:
    """Add a person with roles and print a link that lets them in once, within 72 hours."""
    from app.db import open_session  # noqa: PLC0415 - keeps `dorbank --help` quick
    from app.people import actions, queries  # noqa: PLC0415 - as above
    from app.people.contact import parse_contact  # noqa: PLC0415 - as above

    with open_session() as session:
        person = actions.add_person(session, name, parse_contact(contact))
        actions.set_roles(session, None, person, set(role) | queries.roles_of(session, person.id))
        token = actions.invite(session, person)
        session.commit()
    typer.echo(f"{settings().url}/invitations/{token}")


@cli.command()
def sweep() -> None:
    """Delete now what has had its time (the site does it daily by itself)."""
    from app.sweep import SweepError  # noqa: PLC0415 - keeps `dorbank --help` quick
    from app.sweep import sweep as sweep_now  # noqa: PLC0415 - as above

    try:
        sweep_now()
    except SweepError as error:
        console.print(f"Swept, except for {error}: the log above says why.")
        raise typer.Exit(1) from None
    console.print("Swept.")


def _forward(command: Callable[..., None], context: typer.Context) -> None:
    """Hand the words on to a command of a room that is imported only now."""
    inner = typer.Typer(add_completion=False)
    inner.command(help=(command.__doc__ or "").splitlines()[0])(command)
    inner(context.args, prog_name=context.command_path)


def main() -> None:
    """Run the command line."""
    cli()


if __name__ == "__main__":
    main()
