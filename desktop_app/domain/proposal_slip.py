"""What looks mistyped in a proposal: said beside the form, and never in the way of a draft."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from desktop_app.domain.dates import parse_date
from desktop_app.domain.identity import (
    agrees_with_birth,
    digits_of,
    is_sixteen_digits,
    parse_national_id,
)
from desktop_app.domain.proposal import ProposalContent
from desktop_app.domain.proposal_question import Input, Question
from desktop_app.errors import UserError


class SlipKind(StrEnum):
    """What is odd about an answer."""

    NIK_SHAPE = "nik-shape"  # cannot be a NIK
    CARD_SHAPE = "card-shape"  # not sixteen digits
    BIRTH_OTHER = "birth-other"  # another day than the NIK says
    SEX_OTHER = "sex-other"  # another sex than the NIK says
    DAY_UNREADABLE = "day-unreadable"
    DAY_FUTURE = "day-future"
    DAY_BEFORE_BIRTH = "day-before-birth"
    NUMBER_TWICE = "number-twice"  # two people of a new family bear one NIK


@dataclass(frozen=True, slots=True)
class Slip:
    """One odd answer: of which question, and of which member of a new family, counted from 1 (0: none)."""

    field: str
    kind: SlipKind
    member: int = 0


def slips_of(
    questions: Sequence[Question],
    content: ProposalContent,
    *,
    today: date,
    born: date | None = None,
) -> tuple[Slip, ...]:
    """What looks mistyped in the answers that are asked for; `born` is when the person was born."""
    return tuple(_slips(questions, content, today, born))


def day_of(text: str) -> date | None:
    """The day somebody typed; None for nothing and for what is no day."""
    try:
        return parse_date(text)
    except UserError:
        return None


def _slips(
    questions: Sequence[Question], content: ProposalContent, today: date, born: date | None
) -> Iterator[Slip]:
    contents = content.contents
    answered = [one for one in questions if contents.get(one.name, "").strip()]
    for question in answered:
        text = contents[question.name]
        match question.input:
            case Input.NIK if parse_national_id(digits_of(text)) is None:
                yield Slip(question.name, SlipKind.NIK_SHAPE)
            case Input.CARD if not is_sixteen_digits(digits_of(text)):
                yield Slip(question.name, SlipKind.CARD_SHAPE)
            case Input.DAY:
                yield from _of_day(question.name, text, today, born)
    names = {one.name for one in answered}
    if "national_id" in names:
        # The day of a birth is the day on which somebody was born.
        birth = "birth_date" if "birth_date" in names else "date" if _is_birth(content) else ""
        day, sex = contents.get(birth, ""), contents.get("sex", "") if "sex" in names else ""
        yield from _beside_number(contents["national_id"], day, sex, birth, member=0)
    seen = {digits_of(contents.get("national_id", ""))}
    for at, member in enumerate(content.members, start=1):
        if member.national_id and parse_national_id(member.national_id) is None:
            yield Slip("national_id", SlipKind.NIK_SHAPE, at)
        elif member.national_id in seen - {""}:
            yield Slip("national_id", SlipKind.NUMBER_TWICE, at)
        seen.add(member.national_id)
        if member.birth_date:
            for slip in _of_day("birth_date", member.birth_date, today, None):
                yield Slip(slip.field, slip.kind, at)
        yield from _beside_number(
            member.national_id, member.birth_date, member.sex, "birth_date", member=at
        )


def _of_day(name: str, text: str, today: date, born: date | None) -> Iterator[Slip]:
    day = day_of(text)
    if day is None:
        yield Slip(name, SlipKind.DAY_UNREADABLE)
    elif day > today:
        yield Slip(name, SlipKind.DAY_FUTURE)
    elif born is not None and day < born:
        yield Slip(name, SlipKind.DAY_BEFORE_BIRTH)


def _beside_number(
    national_id: str, day_text: str, sex: str, day_name: str, *, member: int
) -> Iterator[Slip]:
    parts = parse_national_id(digits_of(national_id))
    if parts is None:
        return
    day = day_of(day_text)
    if day is not None and not agrees_with_birth(parts, day):
        yield Slip(day_name, SlipKind.BIRTH_OTHER, member)
    if sex and sex != parts.sex.value:
        yield Slip("sex", SlipKind.SEX_OTHER, member)


def _is_birth(content: ProposalContent) -> bool:
    return content.contents.get("change") == "born"
