"""Run the migrations on the connection given by ``quotes.store.migrate``, or on ``-x db=FILE`` (or an address)."""

from alembic import context
from sqlalchemy import Connection

from quotes.store import connect, postgresql, views
from quotes.store.address import locate
from quotes.store.fulltext import TABLE
from quotes.store.schema import HEAD, Quote


def run(connection: Connection) -> None:
    """Take the steps asked for; both engines roll back schema changes too."""
    context.configure(
        connection=connection,
        target_metadata=Quote.metadata,
        render_as_batch=True,
        transactional_ddl=True,
        include_name=lambda name, kind, _: kind != "table" or not str(name).startswith(TABLE),
    )
    with context.begin_transaction():
        views.drop(connection)  # a table cannot be rebuilt under one
        context.run_migrations()
        if context.get_context().get_current_heads() == (HEAD,):
            views.create(connection)
            if connection.dialect.name == "postgresql":
                postgresql.know_french(connection)


given = context.config.attributes.get("connection")
if given is not None:
    run(given)
else:
    engine = connect.make_engine(locate(context.get_x_argument(as_dictionary=True)["db"]), foreign_keys=False)
    with engine.connect().execution_options(writes=True) as own, own.begin():
        run(own)
    engine.dispose()
