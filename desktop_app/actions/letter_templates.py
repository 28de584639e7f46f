"""The templates an office works with: those that ship, and what the office or its kabupaten worded anew.

A change travels as a setting of the catalogue does (``letter/<kind>`` with the whole text as its
value). The words of the office itself come before those of the kabupaten, and those before what
ships: a letter is the office's own. A text that this program cannot read is passed over.
"""

from __future__ import annotations

from collections.abc import Mapping

from desktop_app.actions.office import Office
from desktop_app.errors import Code, UserError
from desktop_app.letters.template import LetterTemplate
from desktop_app.letters.wording import PREFIX
from desktop_app.store import programmes
from desktop_app.store.connection import Connection


def templates_in(office: Office, conn: Connection) -> Mapping[str, LetterTemplate]:
    """Every template by its kind, as this office words it."""
    changes = [one for one in programmes.changes_of(conn) if one.name.startswith(PREFIX)]
    return office.reference.letters_of(changes, office.profile.region)


def template_in(office: Office, conn: Connection, kind: str) -> LetterTemplate:
    """The template of one kind; raises `UserError` (`LETTER_KIND_UNKNOWN`)."""
    template = templates_in(office, conn).get(kind)
    if template is None:
        raise UserError(Code.LETTER_KIND_UNKNOWN, field="kind")
    return template
