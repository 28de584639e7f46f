"""Wording letters anew: the text of a template looked through, tried on real families, and kept."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from desktop_app.actions.letter_making import LetterDraft, draw, made_in
from desktop_app.actions.letter_templates import template_in
from desktop_app.actions.office import Office, needs
from desktop_app.actions.programmes import write_setting
from desktop_app.domain.changes import Done, Topic
from desktop_app.domain.letter import LETTER_FACTS
from desktop_app.domain.roles import Right
from desktop_app.errors import Code, UserError
from desktop_app.letters.lint import FaultKind as FaultKind
from desktop_app.letters.lint import TemplateFault as TemplateFault
from desktop_app.letters.lint import lint
from desktop_app.letters.template import About, LetterTemplate, Source, parse_template
from desktop_app.letters.wording import PREFIX, wording_of
from desktop_app.store import audit, people, programmes
from desktop_app.store.connection import Connection

log = logging.getLogger(__name__)

_SAMPLES = 25
"""Families a wording is tried on: what none of them has will print as dots for nearly everybody."""
_LONGEST = 64 * 1024
_OF_PEOPLE = frozenset({Source.PERSON, Source.FAMILY})


class WordingOrigin(StrEnum):
    """Whose words a letter has now."""

    SHIPPED = "shipped"
    ABOVE = "above"  # the kabupaten sent them
    OWN = "own"


@dataclass(frozen=True, slots=True)
class Wording:
    """The text of a template as it holds, and where it comes from."""

    kind: str
    source: str
    origin: WordingOrigin
    reason: str = ""


@dataclass(frozen=True, slots=True)
class WordingCheck:
    """What is found in a text: a mistake that keeps it from being read, or faults in its fields.

    `never_filled` are fields that none of `tried` real families fills; `pdf` is the letter of one of
    them, nothing where it cannot be drawn.
    """

    error: UserError | None = None
    faults: tuple[TemplateFault, ...] = ()
    never_filled: tuple[str, ...] = ()
    tried: int = 0
    pdf: bytes = field(default=b"", repr=False)

    @property
    def is_good(self) -> bool:
        """Whether letters may be printed with it."""
        return self.error is None and not any(
            one.kind is not FaultKind.UNUSED for one in self.faults
        )


@needs(Right.READ)
def letter_wording(office: Office, kind: str) -> Wording:
    """The text that a kind of letter is printed from here; raises `UserError` (`LETTER_KIND_UNKNOWN`)."""
    with office.read() as conn:
        template = template_in(office, conn, kind)
        change = wording_of(programmes.changes_of(conn), kind, office.profile.region)
    if change is None or change.value != template.source:
        return Wording(kind, template.source, WordingOrigin.SHIPPED)
    is_own = change.region == office.profile.region
    origin = WordingOrigin.OWN if is_own else WordingOrigin.ABOVE
    return Wording(kind, template.source, origin, change.reason)


@needs(Right.PRINT)
def check_wording(office: Office, kind: str, source: str) -> WordingCheck:
    """What is wrong with a text, tried on real families of the release in use; nothing is kept."""
    try:
        template = parse_template(source, kind=kind)
    except UserError as error:
        return WordingCheck(error=error)
    faults = lint(template, LETTER_FACTS)
    with office.read() as conn:
        try:
            office.release(conn)
            families = people.some_families(conn, _SAMPLES)
            return _tried(office, conn, template, faults, families)
        except UserError as error:
            # Without a release or anybody who signs there is nothing to try it on.
            log.info("wording-not-tried code=%s", error.code.value)
            return WordingCheck(faults=faults)


@needs(Right.SETTINGS)
def set_wording(office: Office, kind: str, source: str, reason: str) -> Done[Wording]:
    """Let a kind of letter have these words here, and in every office below that has none of its own.

    Letters that were issued before stay as they are. Raises `UserError` (`REASON_MISSING`,
    `LETTER_KIND_UNKNOWN`, `LETTER_TEMPLATE_FAULTY` also for a field that nobody fills).
    """
    check = check_wording(office, kind, source)
    if check.error is not None:
        raise check.error
    for fault in check.faults:
        if fault.kind is not FaultKind.UNUSED:
            raise UserError(
                Code.LETTER_TEMPLATE_FAULTY, kind=kind, where=fault.field, what=fault.kind.value
            )
    if len(source.encode()) > _LONGEST:
        raise UserError(Code.LETTER_TEMPLATE_FAULTY, kind=kind, where="", what="too long")
    _keep(office, kind, source, reason)
    return Done(letter_wording(office, kind), frozenset({Topic.LETTERS, Topic.SETTINGS}))


@needs(Right.SETTINGS)
def reset_wording(office: Office, kind: str, reason: str) -> Done[Wording]:
    """Take back the office's own words; those of the kabupaten hold again, or what ships.

    Raises `UserError` (`REASON_MISSING`, `LETTER_KIND_UNKNOWN`).
    """
    _keep(office, kind, None, reason)
    return Done(letter_wording(office, kind), frozenset({Topic.LETTERS, Topic.SETTINGS}))


def _keep(office: Office, kind: str, source: str | None, reason: str) -> None:
    if not reason.strip():
        raise UserError(Code.REASON_MISSING, field="reason")
    with office.write() as tx:
        template_in(office, tx.conn, kind)
        write_setting(tx, office.profile.region, f"{PREFIX}{kind}", source, reason)
        audit.note(tx, "letter-worded", kind, reason=reason.strip(), own=int(source is not None))
    log.info("letter-worded kind=%s", kind)


def _tried(
    office: Office,
    conn: Connection,
    template: LetterTemplate,
    faults: tuple[TemplateFault, ...],
    families: Sequence[str],
) -> WordingCheck:
    if template.about is About.OFFICE:
        draft = LetterDraft(template.kind, None, office.today())
        made = made_in(office, conn, draft, template=template)
        return WordingCheck(faults=faults, pdf=draw([made.to_draw]).pdf)
    empty = {one.name for one in template.fields if one.source in _OF_PEOPLE}
    pdf = b""
    for family_id in families:
        draft = LetterDraft(template.kind, family_id, office.today())
        made = made_in(office, conn, draft, template=template)
        empty = {name for name in empty if not made.to_draw.values.get(name, "").strip()}
        pdf = pdf or draw([made.to_draw]).pdf
    never = tuple(sorted(empty)) if families else ()
    return WordingCheck(faults=faults, never_filled=never, tried=len(families), pdf=pdf)
