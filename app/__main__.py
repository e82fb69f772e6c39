"""The command line: `dorbank --help` lists what it can do."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from app.config import settings
from app.people.models import Role

cli = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    help="Dørbank: walk routes, rounds and input for a chapter that knocks on doors.",
)
console = Console(highlight=False)


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

    uvicorn.run(
        "app.main:app",
        host=settings().host,
        port=settings().port,
        reload=reload,
        access_log=False,
        log_config=None,
        server_header=False,
    )


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
    from app.sweep import sweep as sweep_now  # noqa: PLC0415 - keeps `dorbank --help` quick

    sweep_now()
    console.print("Swept.")


def main() -> None:
    """Run the command line."""
    cli()


if __name__ == "__main__":
    main()
