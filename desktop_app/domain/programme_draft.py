"""What a form says of a programme, read into a version; it may be wrong in every way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from desktop_app.domain.money import parse_rupiah
from desktop_app.domain.period import PeriodKind
from desktop_app.domain.programme import (
    AidForm,
    Ask,
    Basis,
    Component,
    EffectField,
    FundSource,
    ProgrammeVersion,
    Trait,
)
from desktop_app.errors import Code, UserError

_LARGEST = 10**12
_USUAL_EFFECT = (EffectField.PROGRAMME, EffectField.PERIOD, EffectField.SUBJECT)
_NUMBERS = ("quantity", "most_months_a_year", "age_from", "age_until")
_WORDS = ("owner", "unit", "conditions", "legal_basis", "note")


@dataclass(frozen=True, slots=True)
class ProgrammeDraft:
    """The fields as they stand in a form; `texts` are lines by the names of a version's fields."""

    texts: Mapping[str, str] = field(default_factory=dict)
    goal: str = ""
    form: AidForm = AidForm.CASH
    effect: tuple[EffectField, ...] = _USUAL_EFFECT
    decile_min: int | None = None
    decile_max: int | None = None
    bases: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    periods: tuple[str, ...] = ()
    all_of: tuple[str, ...] = ()
    one_of: tuple[str, ...] = ()
    components: tuple[Component, ...] = ()
    amount: int | None = None
    valid_until: date | None = None
    uncertain: bool = False
    asks_asnaf: bool = False

    @classmethod
    def of(cls, version: ProgrammeVersion | None) -> ProgrammeDraft:
        """What a form starts with: the version before, or nothing."""
        if version is None:
            return cls()
        _, _, ages = asks_of(version)
        numbers = {
            "amount": version.amount,
            "quantity": version.quantity,
            "most_months_a_year": version.most_months_a_year,
            "age_from": ages.age_from,
            "age_until": ages.age_until,
        }
        return cls(
            texts={
                **{name: getattr(version, name) for name in _WORDS},
                **{name: "" if value is None else str(value) for name, value in numbers.items()},
                "stages": "; ".join(version.stages),
                "evidence": "; ".join(version.evidence),
            },
            goal=version.goal,
            form=version.form,
            effect=version.effect,
            decile_min=version.decile_min,
            decile_max=version.decile_max,
            bases=version.bases,
            sources=version.sources,
            periods=version.periods,
            uncertain=version.uncertain,
            asks_asnaf=version.asks_asnaf,
        )


def version_of(
    draft: ProgrammeDraft, begins: date, before: ProgrammeVersion | None
) -> ProgrammeVersion:
    """The version that a form describes; its faults are its own to tell.

    Raises `UserError` (`AMOUNT_INVALID`) with the field of a number that cannot be read.
    """
    texts = draft.texts
    numbers = {name: _number(name, texts.get(name, "")) for name in _NUMBERS}
    version = ProgrammeVersion(
        code=before.code if before else texts.get("code", "").upper(),
        name_id=before.name_id if before else texts.get("name_id", ""),
        name_en=before.name_en if before else texts.get("name_en", ""),
        owner=texts.get("owner", ""),
        goal=draft.goal,
        bases=tuple(map(Basis, draft.bases)),
        sources=tuple(map(FundSource, draft.sources)),
        form=draft.form,
        periods=tuple(map(PeriodKind, draft.periods)),
        effect=draft.effect,
        valid_from=begins,
        valid_until=draft.valid_until,
        decile_min=draft.decile_min,
        decile_max=draft.decile_max,
        amount=draft.amount,
        quantity=numbers["quantity"],
        unit=texts.get("unit", ""),
        most_months_a_year=numbers["most_months_a_year"],
        conditions=texts.get("conditions", ""),
        asks=(*_asks(draft, numbers["age_from"], numbers["age_until"]), *_beyond_form(before)),
        asks_asnaf=draft.asks_asnaf,
        stages=_several(texts.get("stages", "")),
        evidence=_several(texts.get("evidence", "")),
        components=_with_notes(draft.components, before),
        legal_basis=texts.get("legal_basis", ""),
        uncertain=draft.uncertain,
        note=texts.get("note", ""),
    )
    return _with_doubts(version, before)


def asks_of(version: ProgrammeVersion | None) -> tuple[tuple[str, ...], tuple[str, ...], Ask]:
    """What a version asks, as a form shows it: traits asked each, one of several, and the ages."""
    asks = version.asks if version else ()
    every = tuple(ask.one_of[0].value for ask in asks if len(ask.one_of) == 1)
    several = next((ask.one_of for ask in asks if len(ask.one_of) > 1), ())
    ages = next((ask for ask in asks if not ask.one_of), Ask())
    return every, tuple(one.value for one in several), ages


def parts_text(components: tuple[Component, ...]) -> str:
    """Parts as a form shows them, one a line."""
    return "\n".join(
        f"{one.code}; {one.name_id}; {one.name_en}; {one.yearly_amount}" for one in components
    )


def parts_from(text: str) -> tuple[Component, ...]:
    """Read what `parts_text` writes; raises `UserError` (`AMOUNT_INVALID`, field ``component``)."""
    parts = []
    for line in text.splitlines():
        cells = [cell.strip() for cell in line.split(";")]
        if not any(cells):
            continue
        try:
            code, name_id, name_en, amount = cells
            yearly = parse_rupiah(amount)
        except (ValueError, UserError) as error:
            raise UserError(Code.AMOUNT_INVALID, field="component") from error
        if not (code and name_id and name_en and yearly):
            raise UserError(Code.AMOUNT_INVALID, field="component")
        parts.append(Component(code, name_id, name_en, yearly))
    return tuple(parts)


def _asks(draft: ProgrammeDraft, age_from: int | None, age_until: int | None) -> tuple[Ask, ...]:
    asks = [Ask(one_of=(Trait(one),)) for one in draft.all_of]
    if age_from is not None or age_until is not None:
        asks.insert(0, Ask(age_from=age_from, age_until=age_until))
    if draft.one_of:
        asks.append(Ask(one_of=tuple(map(Trait, draft.one_of))))
    return tuple(asks)


def _beyond_form(before: ProgrammeVersion | None) -> tuple[Ask, ...]:
    """What a version asks and a form has no field for: it stays."""
    every, several, ages = asks_of(before)
    shown = [Ask(one_of=(Trait(one),)) for one in every]
    shown += [Ask(one_of=tuple(map(Trait, several))), ages]
    return tuple(ask for ask in (before.asks if before else ()) if ask not in shown)


def _with_notes(
    components: tuple[Component, ...], before: ProgrammeVersion | None
) -> tuple[Component, ...]:
    """The parts with the notes that they had under the same code."""
    notes = {one.code: one.note for one in (before.components if before else ())}
    return tuple(replace(one, note=notes.get(one.code, "")) for one in components)


def _with_doubts(version: ProgrammeVersion, before: ProgrammeVersion | None) -> ProgrammeVersion:
    """The doubts of the version before, as long as something is not certain and they still fit."""
    if before is None or not version.uncertain:
        return version
    return replace(version, doubts=tuple(one for one in before.doubts if version.has_clear(one)))


def _number(name: str, text: str) -> int | None:
    if not text:
        return None
    if not (text.isascii() and text.isdigit()) or not 0 < int(text) <= _LARGEST:
        raise UserError(Code.AMOUNT_INVALID, field=name)
    return int(text)


def _several(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part.strip() for part in text.split(";") if part.strip()))
