"""What a proposal says, in the order in which it is typed into SIKS-NG."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from desktop_app.actions.lookups import Lookups
from desktop_app.domain.identity import MASK
from desktop_app.domain.proposal import (
    Correction,
    Proposal,
    ProposalKind,
    ProposedMember,
    Standing,
)
from desktop_app.domain.proposal_question import PERSONAL, Input, Question
from desktop_app.domain.subject import SubjectKind
from desktop_app.language import tr
from desktop_app.ui.widgets.keyvalue import KeyValue
from desktop_app.words.fields import FAMILY_FIELD, PERSON_FIELD, label_of, value_words
from desktop_app.words.format import date_digits, number_masked
from desktop_app.words.people import place_words
from desktop_app.words.proposals import (
    answer_words,
    code_words,
    content_words,
    standing_words,
)

Block = tuple[str, Sequence[KeyValue]]


def blocks_of(
    proposal: Proposal, standings: Sequence[Standing], lookups: Lookups, *, is_open: bool
) -> list[Block]:
    """Blocks of facts to be copied one after the other; what is hidden only while `is_open`."""
    lines = _Lines(proposal, lookups, is_open)
    # A new family says itself whom it is about.
    is_new = proposal.kind is ProposalKind.NEW_FAMILY
    blocks: list[Block] = [] if is_new else [("", lines.of_subject())]
    said = lines.of_contents()
    if said:
        blocks.append((tr("What is proposed"), said))
    if proposal.content.corrections:
        blocks.append((tr("Corrections"), lines.of_corrections(standings)))
    for at, member in enumerate(proposal.content.members, start=2):
        blocks.append((tr("Member {n}").format(n=at), lines.of_member(member)))
    return blocks


class _Lines:
    def __init__(self, proposal: Proposal, lookups: Lookups, is_open: bool) -> None:
        self._proposal = proposal
        self._lookups = lookups
        self._is_open = is_open
        order = lookups.keying
        named = (*order.family, *order.member, *order.house, *order.assets)
        self._rank = {one.name: at for at, one in reversed(list(enumerate(named)))}

    def of_subject(self) -> list[KeyValue]:
        """Whom it is about."""
        subject = self._proposal.subject
        lines = [self._number(label_of("family_card_no"), subject.family_card_no)]
        if subject.kind is SubjectKind.PERSON:
            lines.append(self._number(label_of("national_id"), subject.national_id))
        is_family = subject.kind is SubjectKind.FAMILY
        lines.append(KeyValue(label_of("head_name" if is_family else "name"), subject.name))
        place = place_words(self._lookups.regions, subject.village)
        return [*lines, KeyValue(label_of("village_name"), place)]

    def of_contents(self) -> list[KeyValue]:
        """The answers: those that SIKS-NG asks in its order, the others before them."""
        rule = self._lookups.proposals.kinds[self._proposal.kind]
        contents = self._proposal.content.contents
        known = {one.name: one for one in rule.questions}
        names = sorted(contents, key=lambda name: self._rank.get(name, -1))
        unasked = {one.name for one in rule.unasked(contents)}
        return [
            self._answer(known.get(name, Question(name, Input.TEXT)), contents[name], unasked)
            for name in names
        ]

    def of_corrections(self, standings: Sequence[Standing]) -> list[KeyValue]:
        """Both values; the new one is what is copied."""
        whole = list(self._proposal.content.corrections)
        stand = dict(zip((one.field for one in whole), standings, strict=False))
        in_order = sorted(whole, key=lambda one: self._rank.get(one.field, -1))
        return [self._correction(one, stand.get(one.field)) for one in in_order]

    def of_member(self, member: ProposedMember) -> list[KeyValue]:
        """One member of a new family."""
        return [
            self._number(content_words("national_id"), member.national_id),
            KeyValue(content_words("name"), member.name),
            self._hidden(content_words("birth_date"), _day(member.birth_date)),
            KeyValue(content_words("sex"), code_words("sex", member.sex, self._lookups)),
            KeyValue(
                content_words("relation"),
                code_words("relationship", member.relation, self._lookups),
            ),
        ]

    def _answer(self, question: Question, text: str, unasked: set[str]) -> KeyValue:
        label = content_words(question.name)
        if question.name in unasked:
            label = tr("{question} (not asked any more)").format(question=label)
        if question.input.is_number:
            return self._number(label, text)
        words = answer_words(question, text, self._lookups)
        copied = _day(text) if question.input is Input.DAY else None
        if question.name in PERSONAL:
            return self._hidden(label, words, copied)
        return KeyValue(label, words, copied)

    def _correction(self, one: Correction, standing: Standing | None) -> KeyValue:
        fields = PERSON_FIELD if self._proposal.subject.kind is SubjectKind.PERSON else FAMILY_FIELD
        field, label = fields[one.field], label_of(one.field)
        if standing is not None and standing is not Standing.OPEN:
            label = f"{label} · {standing_words(standing)}"
        if self._proposal.hides(one) and not self._is_open:
            return KeyValue(label, f"{MASK} → {MASK}", "")
        old, new = (value_words(field, value, self._lookups.codes) for value in (one.old, one.new))
        return KeyValue(label, f"{old or '–'} → {new or '–'}", new)

    def _number(self, label: str, digits: str | None) -> KeyValue:
        if not digits or self._is_open:
            return KeyValue(label, digits or "")
        return KeyValue(label, number_masked(digits), "")

    def _hidden(self, label: str, words: str, copied: str | None = None) -> KeyValue:
        if not words or self._is_open:
            return KeyValue(label, words, copied)
        return KeyValue(label, MASK * 4, "")


def _day(text: str) -> str:
    try:
        return date_digits(date.fromisoformat(text))
    except ValueError:
        return text


def numbers_of_proposal(proposal: Proposal) -> Iterator[str]:
    """Every NIK and KK in it, as they may lie on the clipboard."""
    subject, content = proposal.subject, proposal.content
    for number in (
        subject.family_card_no,
        subject.national_id,
        content.contents.get("national_id"),
        content.contents.get("family_card_no"),
        *(one.national_id for one in content.members),
    ):
        if number:
            yield number
