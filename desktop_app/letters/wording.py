"""Which wording of a letter holds: what ships, what the kabupaten sent, or the office's own.

A wording travels as a setting of the catalogue does: ``letter/<kind>`` is its name, the whole text of
the template its value, nothing where it was taken back.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from desktop_app.domain.catalogue_setting import SettingChange
from desktop_app.errors import UserError
from desktop_app.letters.template import LetterTemplate, parse_template

PREFIX = "letter/"


def wording_of(changes: Iterable[SettingChange], kind: str, region: str) -> SettingChange | None:
    """The wording that holds for an office of `region`: its own, else the nearest above it."""
    holding = [
        one
        for one in changes
        if one.name == f"{PREFIX}{kind}"
        and isinstance(one.value, str)
        and (one.region == region or region.startswith(f"{one.region}."))
    ]
    return max(holding, key=lambda one: len(one.region), default=None)


def worded(
    shipped: Mapping[str, LetterTemplate], changes: Iterable[SettingChange], region: str
) -> Mapping[str, LetterTemplate]:
    """The templates as that office words them; a text that this program cannot read is passed over."""
    changes = tuple(changes)
    named = {one.name.removeprefix(PREFIX) for one in changes if one.name.startswith(PREFIX)}
    templates = dict(shipped)
    for kind in sorted(named):
        change = wording_of(changes, kind, region)
        if change is None:
            continue
        try:
            templates[kind] = parse_template(str(change.value), kind=kind)
        except UserError:
            continue  # written for a newer program; the wording before it still prints
    return templates
