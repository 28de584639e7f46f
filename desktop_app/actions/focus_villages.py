"""The desa lokus of an office: written down by hand or from a list, and marked in reports."""

from __future__ import annotations

from pathlib import Path

from desktop_app.actions.office import Office, needs
from desktop_app.domain.changes import Done, Topic
from desktop_app.domain.focus import LONGEST_SOURCE, FocusVillages, read_focus
from desktop_app.domain.roles import Right
from desktop_app.errors import Code, UserError
from desktop_app.files import machine_error
from desktop_app.store import audit, settings
from desktop_app.store.connection import Connection

_SETTING = "focus-villages"
_LARGEST = 256 * 1024


@needs(Right.READ)
def focus_villages(office: Office) -> FocusVillages:
    """Which desa are marked, and what names them."""
    with office.read() as conn:
        return focus_in(conn)


@needs(Right.SETTINGS)
def set_focus_villages(office: Office, text: str, source: str) -> Done[FocusVillages]:
    """Mark the desa that a text names, a line each, and no others; none for an empty text.

    Raises `UserError` (`FOCUS_UNKNOWN`).
    """
    codes = read_focus(text, office.reference.regions)
    focus = FocusVillages(codes, " ".join(source.split())[:LONGEST_SOURCE] if codes else "")
    with office.write() as tx:
        settings.put(tx, _SETTING, {"codes": focus.codes, "source": focus.source})
        audit.note(tx, "focus-villages-set", villages=len(focus.codes))
    return Done(focus, frozenset({Topic.SETTINGS, Topic.AUDIT}))


@needs(Right.SETTINGS)
def take_focus_villages(office: Office, path: Path, source: str) -> Done[FocusVillages]:
    """The same from a file of text, such as a list with commas.

    Raises `UserError` (`FOCUS_UNKNOWN`, `FOCUS_FILE_FAULTY`) and `MachineError`.
    """
    return set_focus_villages(office, focus_text(path), source)


def focus_text(path: Path) -> str:
    """What stands in a small file of text. Raises `UserError` (`FOCUS_FILE_FAULTY`) and `MachineError`."""
    try:
        with path.open("rb") as file:
            raw = file.read(_LARGEST + 1)
    except OSError as error:
        raise machine_error(error, name=path.name) from error
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UserError(Code.FOCUS_FILE_FAULTY, name=path.name) from error
    if len(raw) > _LARGEST or "\0" in text:
        raise UserError(Code.FOCUS_FILE_FAULTY, name=path.name)
    return text


def focus_in(conn: Connection) -> FocusVillages:
    """What `focus_villages` gives, within a view of the database."""
    held = settings.get(conn, _SETTING, {"codes": [], "source": ""})
    return FocusVillages(tuple(held["codes"]), held["source"])
