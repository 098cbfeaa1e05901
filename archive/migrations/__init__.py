"""How the ledger's tables came to be: one revision a step, carried out by Alembic inside one transaction."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection

HEAD = "0015"
"""The revision that this version of the program works with."""


def upgrade(connection: Connection) -> bool:
    """Bring the tables to `HEAD` in the caller's transaction. False, and nothing done: a later version wrote them."""
    # Alembic takes a third of a second to import and is needed once in the life of a home.
    from alembic.migration import MigrationContext
    from alembic.operations import Operations
    from alembic.script import ScriptDirectory

    scripts = ScriptDirectory(str(Path(__file__).parent))
    context = MigrationContext.configure(connection, opts={"transactional_ddl": True})
    here = context.get_current_revision()
    if here is not None and here not in {script.revision for script in scripts.walk_revisions()}:
        return False
    with Operations.context(context):
        for script in reversed(list(scripts.iterate_revisions(HEAD, here or "base"))):
            script.module.upgrade()
            context.stamp(scripts, script.revision)
    return True
