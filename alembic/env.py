"""Run the migrations on the connection given by ``quotes.store.migrate``, or on ``-x db=FILE``."""

from alembic import context
from sqlalchemy import Connection, create_engine

from quotes.store.fulltext import TABLE
from quotes.store.schema import Quote


def run(connection: Connection) -> None:
    """Take the steps asked for; SQLite rolls back schema changes too."""
    context.configure(
        connection=connection,
        target_metadata=Quote.metadata,
        render_as_batch=True,
        transactional_ddl=True,
        include_name=lambda name, kind, _: kind != "table" or not str(name).startswith(TABLE),
    )
    with context.begin_transaction():
        context.run_migrations()


given = context.config.attributes.get("connection")
if given is not None:
    run(given)
else:
    file = context.get_x_argument(as_dictionary=True).get("db", "")
    with create_engine(f"sqlite:///{file}").begin() as own:
        run(own)
