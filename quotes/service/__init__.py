"""Every use case: ingest, search, show, stats and the care of the database.

Nothing here knows a terminal, an environment variable or SQL. Whatever a user can mend is raised as a
``QuotesError``; a failure of one article is reported and the others go on.
"""

from importlib import import_module
from typing import TYPE_CHECKING

from quotes.service.asking import alarms, conflicts, search, search_statements, show, stats
from quotes.service.databases import (
    db_backup,
    db_check,
    db_datasette,
    db_downgrade,
    db_path,
    db_upgrade,
    default_database,
)
from quotes.service.exchanging import QUOTES, content, copy, export, import_export
from quotes.service.importing import import_quotes
from quotes.service.ingesting import ingest
from quotes.service.judging import (
    judge,
    judgements,
    left_to_judge,
    next_doubtful,
    overtaken,
    rulings,
    verdict_of,
    withdraw,
)
from quotes.service.queries import gallery, sql
from quotes.service.rereading import reextract, runs, runs_diff, stale
from quotes.service.speakers import KINDS, accept, speaker, speakers, speakers_called, suggestions
from quotes.store import Store, open_store
from quotes.store.candidates import Limits

if TYPE_CHECKING:
    from quotes.service.drafts import verify_draft, verify_table, worst_first
    from quotes.service.held import Claim
    from quotes.service.tracing import trace
    from quotes.service.verifying import verify

__all__ = [
    "KINDS",
    "QUOTES",
    "Claim",
    "Limits",
    "Store",
    "accept",
    "alarms",
    "conflicts",
    "content",
    "copy",
    "db_backup",
    "db_check",
    "db_datasette",
    "db_downgrade",
    "db_path",
    "db_upgrade",
    "default_database",
    "export",
    "gallery",
    "import_export",
    "import_quotes",
    "ingest",
    "judge",
    "judgements",
    "left_to_judge",
    "next_doubtful",
    "open_store",
    "overtaken",
    "reextract",
    "rulings",
    "runs",
    "runs_diff",
    "search",
    "search_statements",
    "show",
    "speaker",
    "speakers",
    "speakers_called",
    "sql",
    "stale",
    "stats",
    "suggestions",
    "trace",
    "verdict_of",
    "verify",
    "verify_draft",
    "verify_table",
    "withdraw",
    "worst_first",
]

LATER = {  # what brings the languages, which no search needs: imported when it is first asked for
    "Claim": "held",
    "trace": "tracing",
    "verify": "verifying",
    "verify_draft": "drafts",
    "verify_table": "drafts",
    "worst_first": "drafts",
}

if not TYPE_CHECKING:  # a type checker would take any name for one of these

    def __getattr__(name: str) -> object:
        """Import one of ``LATER``."""
        if name in LATER:
            return getattr(import_module(f"quotes.service.{LATER[name]}"), name)
        raise AttributeError(name)
