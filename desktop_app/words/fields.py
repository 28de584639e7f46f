"""Every column of the extract in words: what it is called, and what its value says."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from desktop_app.domain.codebook import CodeBook
from desktop_app.domain.field import FAMILY_FIELDS, FINISHED, PERSON_FIELDS, Field, FieldKind
from desktop_app.domain.field_labels import FIELD_LABELS
from desktop_app.language import current, tr
from desktop_app.words.format import date_long, number

FAMILY_FIELD = {field.name: field for field in FAMILY_FIELDS}
PERSON_FIELD = {field.name: field for field in PERSON_FIELDS}


def label_of(name: str) -> str:
    """What a column is called; `name` is that of the field."""
    return tr(FIELD_LABELS[name])


def fact_words(
    field: Field,
    values: Mapping[str, str | int | None],
    *,
    raw: Mapping[str, str],
    extra: Mapping[str, str],
    codes: CodeBook,
) -> str:
    """What an extract says about one fact; empty where nothing is known.

    A code or a category that is in no list is shown as the file has it: it stands in `raw`, or under
    its own header in `extra` where a whole column writes other words than its list has.
    """
    words = value_words(field, values[field.name], codes)
    if words or field.kind not in (FieldKind.CODE, FieldKind.YES_NO):
        return words
    text = raw.get(field.name) or extra.get(field.header, "")
    return tr("code {n} (unknown)").format(n=text) if text.isdecimal() else text


def value_words(field: Field, value: str | int | None, codes: CodeBook) -> str:
    """What a value says; empty where nothing is known. A code no list knows is shown as it is."""
    if value is None:
        return ""
    match field.kind:
        case FieldKind.CODE | FieldKind.YES_NO:
            known = codes.label(field.codes, int(value), current())
            return known or tr("code {n} (unknown)").format(n=value)
        case FieldKind.INTEGER:
            if field.name == "education_grade" and value == FINISHED:
                return tr("Finished")
            unit = " m²" if field.name.endswith("_m2") else ""
            return number(int(value)) + unit
        case FieldKind.DATE:
            return date_long(date.fromisoformat(str(value)))
        case _:
            return str(value)
