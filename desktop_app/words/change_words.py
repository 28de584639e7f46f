"""What changed between two releases, and what work should be looked at again, in words."""

from __future__ import annotations

from desktop_app.domain.codebook import CodeBook
from desktop_app.domain.comparison import ChangeKind, ChangeLine, DecileMove, FieldChange
from desktop_app.domain.extract import Entity
from desktop_app.domain.field import Access, FieldKind
from desktop_app.domain.identity import grouped, masked
from desktop_app.domain.review import ReviewLine, ReviewReason
from desktop_app.language import mark, tr, trn
from desktop_app.words.fields import FAMILY_FIELD, PERSON_FIELD, label_of, value_words
from desktop_app.words.format import decile_words, number

HIDDEN = "•••••"
ARROW = " → "

MOVES = {
    DecileMove.SAME: mark("Same decile"),
    DecileMove.SMALL: mark("Moved by up to 3"),
    DecileMove.SIGNIFICANT: mark("Moved by 4 to 6"),
    DecileMove.EXTREME: mark("Moved by 7 or more"),
    DecileMove.INCOMPLETE: mark("Without a decile in one of them"),
}
_GRADES = {
    DecileMove.SAME: mark("unchanged"),
    DecileMove.SMALL: mark("small"),
    DecileMove.SIGNIFICANT: mark("significant"),
    DecileMove.EXTREME: mark("extreme"),
    DecileMove.INCOMPLETE: mark("incomplete"),
}
_KINDS = {
    (Entity.FAMILY, ChangeKind.ENTERED): mark("Families that entered"),
    (Entity.FAMILY, ChangeKind.LEFT): mark("Families that left"),
    (Entity.FAMILY, ChangeKind.CARD_CHANGED): mark("KK number replaced"),
    (Entity.FAMILY, ChangeKind.SPLIT): mark("Cards split"),
    (Entity.FAMILY, ChangeKind.MERGED): mark("Cards merged"),
    (Entity.FAMILY, ChangeKind.HEAD_CHANGED): mark("Another head"),
    (Entity.FAMILY, ChangeKind.VILLAGE_MOVED): mark("Moved to another desa"),
    (Entity.FAMILY, ChangeKind.DECILE_MOVED): mark("Another decile"),
    (Entity.FAMILY, ChangeKind.CHANGED): mark("Families with changed data"),
    (Entity.PERSON, ChangeKind.ENTERED): mark("People who entered"),
    (Entity.PERSON, ChangeKind.LEFT): mark("People who left"),
    (Entity.PERSON, ChangeKind.MOVED_FAMILY): mark("Moved to another card"),
    (Entity.PERSON, ChangeKind.NATIONAL_ID_CORRECTED): mark("NIK corrected"),
    (Entity.PERSON, ChangeKind.DOUBTFUL): mark("Doubtful pairs"),
    (Entity.PERSON, ChangeKind.CHANGED): mark("People with changed data"),
}
_MEANINGS = {
    (Entity.FAMILY, ChangeKind.ENTERED): mark("Cards that were not in the earlier release."),
    (Entity.FAMILY, ChangeKind.LEFT): mark(
        "Cards that are not in this release any more. Where the number was only replaced, the family "
        "also stands under “KK number replaced”."
    ),
    (Entity.FAMILY, ChangeKind.CARD_CHANGED): mark(
        "The same people under another KK number: one household, not a new one."
    ),
    (Entity.FAMILY, ChangeKind.SPLIT): mark(
        "Members of one card, of those who are still here, stand on several cards now."
    ),
    (Entity.FAMILY, ChangeKind.MERGED): mark("The members of this card come from several cards."),
    (Entity.FAMILY, ChangeKind.HEAD_CHANGED): mark("Somebody else is head of the family now."),
    (Entity.FAMILY, ChangeKind.VILLAGE_MOVED): mark("The family stands in another desa now."),
    (Entity.FAMILY, ChangeKind.DECILE_MOVED): mark(
        "Deciles come from BPS and may change every quarter. Up means ranked as better off."
    ),
    (Entity.FAMILY, ChangeKind.CHANGED): mark("The same card, with other data."),
    (Entity.PERSON, ChangeKind.ENTERED): mark("People who were not in the earlier release."),
    (Entity.PERSON, ChangeKind.LEFT): mark("People who are not in this release any more."),
    (Entity.PERSON, ChangeKind.MOVED_FAMILY): mark("The same people, on another card now."),
    (Entity.PERSON, ChangeKind.NATIONAL_ID_CORRECTED): mark(
        "The same people under another NIK: recognised by card, name and birth date."
    ),
    (Entity.PERSON, ChangeKind.DOUBTFUL): mark(
        "Each line may be one person or two; the program does not decide. Ask the desa or Dukcapil "
        "which NIK is right, and have the wrong one corrected in the source: the next release "
        "then brings them together."
    ),
    (Entity.PERSON, ChangeKind.CHANGED): mark("The same people, with other data."),
}
_REASONS = {
    ReviewReason.FAMILY_LEFT: mark("The family left the register"),
    ReviewReason.CARD_CHANGED: mark("The KK number was replaced"),
    ReviewReason.CARD_SPLIT: mark("The card was split"),
    ReviewReason.CARD_MERGED: mark("People from other cards joined"),
    ReviewReason.PERSON_DOUBTFUL: mark("Perhaps under another NIK now (doubtful pair)"),
    ReviewReason.PERSON_LEFT: mark("The person left the register"),
    ReviewReason.PERSON_MOVED: mark("The person is on another card"),
    ReviewReason.NATIONAL_ID_CORRECTED: mark("The NIK was corrected"),
    ReviewReason.NOT_IN_RELEASE: mark("Not in the release in use"),
}


def kind_words(entity: Entity, kind: ChangeKind) -> str:
    """What a sort of change is called."""
    return tr(_KINDS[entity, kind])


def kind_meaning(entity: Entity, kind: ChangeKind) -> str:
    """What a sort of change says, and for doubtful pairs what to do."""
    return tr(_MEANINGS[entity, kind])


def grade_words(grade: DecileMove) -> str:
    """``Bergeser 4 sampai 6 (signifikan)``."""
    if grade in (DecileMove.SAME, DecileMove.INCOMPLETE):
        return tr(MOVES[grade])
    return f"{tr(MOVES[grade])} ({tr(_GRADES[grade])})"


def step_words(line: ChangeLine) -> str:
    """``naik 4, signifikan``; empty where one of the two has no decile."""
    if line.grade is None or not line.step:
        return tr(_GRADES[DecileMove.INCOMPLETE]) if line.grade is DecileMove.INCOMPLETE else ""
    words = tr("up {n}") if line.step > 0 else tr("down {n}")
    return f"{words.format(n=abs(line.step))}, {tr(_GRADES[line.grade])}"


def reason_words(reason: ReviewReason) -> str:
    """Why work should be looked at again."""
    return tr(_REASONS[reason])


def work_words(line: ReviewLine) -> str:
    """``2 bantuan · 1 surat``: what hangs on it."""
    parts = []
    if line.interventions:
        words = trn("{n} help recorded", "{n} helps recorded", line.interventions)
        parts.append(words.format(n=number(line.interventions)))
    if line.letters:
        words = trn("{n} letter", "{n} letters", line.letters)
        parts.append(words.format(n=number(line.letters)))
    if line.notes:
        words = trn("{n} note", "{n} notes", line.notes)
        parts.append(words.format(n=number(line.notes)))
    return " · ".join(parts)


def is_sensitive(entity: Entity, name: str) -> bool:
    """Whether a field says something about health or disability, which is hidden until asked for."""
    table = FAMILY_FIELD if entity is Entity.FAMILY else PERSON_FIELD
    return name in table and table[name].access is Access.SENSITIVE


def number_words(digits: str, *, is_revealed: bool) -> str:
    """A NIK or KK in groups of four, all but its end hidden unless revealed; a dash for none."""
    if not digits:
        return "–"
    return grouped(digits if is_revealed else masked(digits))


def field_words(
    entity: Entity,
    name: str,
    value: str | int | None,
    codes: CodeBook,
    *,
    is_revealed: bool = False,
) -> str:
    """One value of a changed field as a person reads it; numbers and health hidden unless revealed."""
    field = (FAMILY_FIELD if entity is Entity.FAMILY else PERSON_FIELD).get(name)
    if field is None:
        return "–" if value is None else str(value)
    if field.kind is FieldKind.DECILE:
        return decile_words(None if value is None else int(value))
    if value is None or value == "":
        return "–"
    if field.kind is FieldKind.NUMBER_ID:
        return number_words(str(value), is_revealed=is_revealed)
    if field.access is Access.SENSITIVE and not is_revealed:
        return HIDDEN
    return value_words(field, value, codes)


def change_words(
    entity: Entity, change: FieldChange, codes: CodeBook, *, is_revealed: bool = False
) -> str:
    """``Lantai: Tanah → Keramik``."""
    old, new = (
        field_words(entity, change.name, value, codes, is_revealed=is_revealed)
        for value in (change.old, change.new)
    )
    return f"{label_of(change.name)}: {old}{ARROW}{new}"
