"""What the form of an intervention offers: programmes, recipients, and what a payment usually is."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from desktop_app.actions.lookups import FamilyGlance
from desktop_app.domain.codebook import CodeBook
from desktop_app.domain.period import Period
from desktop_app.domain.programme import ProgrammeVersion
from desktop_app.language import current, tr
from desktop_app.ui.widgets.choice import Option
from desktop_app.words.format import number
from desktop_app.words.people import age_words, relation_words

WHOLE_FAMILY = "family"
"""The recipient that is no single member."""


def programme_options(versions: Sequence[ProgrammeVersion]) -> list[Option]:
    """The programmes, under the names of those who give them."""
    owners = list(dict.fromkeys(version.owner for version in versions))
    in_order = sorted(versions, key=lambda version: owners.index(version.owner))
    options: list[Option] = []
    for owner, group in groupby(in_order, key=lambda version: version.owner):
        options.append(Option(None, owner))
        options += [Option(version.code, version.name(current())) for version in group]
    return options


def recipient_options(
    glance: FamilyGlance, codes: CodeBook, version: ProgrammeVersion | None
) -> list[Option]:
    """The family and its members, or the members alone where help is for one person.

    Help for a family is the same help whoever of it takes the money: usually the head.
    """
    sheet, day = glance.sheet, glance.release.reference_date
    is_for_family = version is None or not version.wants_person
    options = []
    if is_for_family:
        head = sheet.head_name or tr("Head unknown")
        words = tr("The family · received by its head, {name}").format(name=head)
        options.append(Option(WHOLE_FAMILY, words))
    return options + [
        Option(
            member.id,
            f"{member.name} · {relation_words(member, codes)}, {age_words(member.age_on(day))}",
        )
        for member in sheet.members
        if not (is_for_family and member.is_head)
    ]


def usual_payment(version: ProgrammeVersion | None, period: str) -> tuple[str, str]:
    """The money and the goods of one usual payment; what a stage or another length brings differs."""
    if version is None or not period or Period.parse(period).kind is not version.period_kind:
        return "", version.unit if version else ""
    amount = "" if version.amount is None else number(version.amount)
    goods = "" if version.quantity is None else str(version.quantity)
    return amount, f"{goods} {version.unit}".strip()
