"""Run migrations with the app's own engine, all of them in one transaction."""

from typing import Literal

import sqlalchemy as sa
from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlmodel.sql.sqltypes import AutoString

from app.db import Sealed, SealedId, Utc, engine
from app.sealing import seal, unseal
from app.tables import metadata


def render_item(kind: str, thing: object, _context: AutogenContext) -> str | Literal[False]:
    """Write our column types as the plain ones below them: a migration never imports the app."""
    if kind != "type":
        return False
    if isinstance(thing, Utc):
        return "sa.DateTime(timezone=True)"
    if isinstance(thing, Sealed | SealedId):
        return "sa.LargeBinary()"
    if isinstance(thing, AutoString):
        return f"sa.String(length={thing.length})" if thing.length else "sa.String()"
    return False


def forget_foreign_keys(connection: sa.Connection) -> None:
    """Let SQLite copy a table without deleting its children; only works before the transaction begins."""
    if connection.dialect.name == "sqlite":
        driver = connection.connection.driver_connection
        if driver is not None:
            driver.execute("PRAGMA foreign_keys=OFF")


context.config.attributes.update(seal=seal, unseal=unseal)
with engine().connect() as connection:
    forget_foreign_keys(connection)
    context.configure(
        connection=connection,
        target_metadata=metadata,
        render_as_batch=connection.dialect.name == "sqlite",
        render_item=render_item,
        transactional_ddl=True,
    )
    with context.begin_transaction():
        context.run_migrations()
    connection.commit()
    connection.invalidate()
