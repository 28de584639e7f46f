"""Keeping what is being typed, for whoever types it, until it is recorded or thrown away.

Nothing of it is written to the audit: it is no deed yet, and it is written every few seconds.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from desktop_app.actions.office import Office, needs
from desktop_app.domain.changes import Done
from desktop_app.domain.form_draft import FormDraft
from desktop_app.domain.roles import Right
from desktop_app.store import form_drafts


@needs(Right.RECORD)
def keep_form_draft(office: Office, form: str, subject: str, body: Mapping[str, Any]) -> Done[None]:
    """Keep what stands in a form now; `body` is anything JSON can hold."""
    with office.write() as tx:
        form_drafts.keep(tx, form, subject, body)
    return Done(None)


@needs(Right.RECORD)
def drop_form_draft(office: Office, form: str, subject: str) -> Done[None]:
    """Forget what was kept of a form: it is recorded, or nobody wants it."""
    with office.write() as tx:
        form_drafts.drop(tx, form, subject)
    return Done(None)


@needs(Right.READ)
def form_drafts_of(office: Office, form: str) -> list[FormDraft]:
    """What this person left unfinished in a form, the last touched first."""
    with office.read() as conn:
        return form_drafts.drafts_of(conn, office.account.id, form)
