"""Looks for fields of a template that would print as dots a thousand times."""

from __future__ import annotations

import difflib
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from desktop_app.letters.blocks import fields_of
from desktop_app.letters.template import DRAWN_FIELDS, LetterTemplate, Source


class FaultKind(StrEnum):
    """What is wrong with a field."""

    UNKNOWN = "unknown"  # used, but neither declared nor filled by drawing
    NEVER_FILLED = "never-filled"  # declared as coming from our data, which has no such fact
    UNUSED = "unused"  # declared, but nowhere printed


@dataclass(frozen=True, slots=True)
class TemplateFault:
    """One fault; `block` counts from 1 and is 0 for a declaration; `meant` is the nearest name."""

    kind: FaultKind
    field: str
    block: int = 0
    meant: str = ""


def lint(template: LetterTemplate, known_fields: Collection[str]) -> tuple[TemplateFault, ...]:
    """The faults of a template, unknown fields first; `known_fields` are the facts we can fill."""
    declared = {each.name for each in template.fields}
    usable = sorted(declared | DRAWN_FIELDS)
    uses = [(name, at) for at, block in enumerate(template.blocks, 1) for name in fields_of(block)]
    used = {name for name, _ in uses}
    unknown = [
        TemplateFault(FaultKind.UNKNOWN, name, at, _nearest(name, usable))
        for name, at in dict.fromkeys(uses)
        if name not in usable
    ]
    never_filled = [
        TemplateFault(
            FaultKind.NEVER_FILLED, each.name, 0, _nearest(each.name, sorted(known_fields))
        )
        for each in template.fields
        if each.source is not Source.TYPED and not each.columns and each.name not in known_fields
    ]
    never_filled += [
        TemplateFault(FaultKind.NEVER_FILLED, name, 0, _nearest(name, sorted(known_fields)))
        for each in template.fields
        for name in each.columns
        if name not in known_fields and name not in each.typed_columns
    ]
    unused = [
        TemplateFault(FaultKind.UNUSED, each.name)
        for each in template.fields
        if each.name not in used
    ]
    return (*unknown, *never_filled, *unused)


def _nearest(name: str, names: list[str]) -> str:
    return next(iter(difflib.get_close_matches(name, names, n=1, cutoff=0.6)), "")
