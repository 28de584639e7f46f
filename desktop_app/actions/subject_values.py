"""What the sheet for a data subject says about one person, as ready text; always Indonesian.

Printed for the person it is about: health and whole numbers too. What belongs to somebody else is left
out: the facts of other members, who objected to the family, and the names of the office's users.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from desktop_app.actions.families import FamilyPageFacts
from desktop_app.actions.family_values import answer_of, printed_label
from desktop_app.actions.letter_values import UNRANKED, titles_of
from desktop_app.actions.reference import Reference
from desktop_app.domain.audit_deed import AuditLine
from desktop_app.domain.dates import day_of, long_date, short_date
from desktop_app.domain.family import FamilySheet
from desktop_app.domain.field import FAMILY_FIELDS, PERSON_FIELDS, Access, Field
from desktop_app.domain.ground_check import GroundCheckLine
from desktop_app.domain.identity import masked
from desktop_app.domain.intervention import InterventionLine
from desktop_app.domain.local_fact import LocalFactLine
from desktop_app.domain.money import rupiah
from desktop_app.domain.office import OfficeProfile
from desktop_app.domain.period import Period
from desktop_app.domain.person import PersonSheet
from desktop_app.domain.programme import Catalogue
from desktop_app.domain.proposal import ProposalKind, ProposalLine
from desktop_app.domain.register import RegisterLine
from desktop_app.letters.template import table_value

_LANGUAGE = "id"
_HIDDEN = "•••"
_Hide = Callable[[str], str]
_FIELDS = {one.name: one for one in (*FAMILY_FIELDS, *PERSON_FIELDS)}


@dataclass(frozen=True, slots=True)
class SubjectWords:
    """The Indonesian words for codes, as the screens and commands have them."""

    statuses: Mapping[str, str]
    proposal_kinds: Mapping[str, str]
    proposal_states: Mapping[str, str]
    contents: Mapping[str, str]
    fact_kinds: Mapping[str, str]
    findings: Mapping[str, str]
    deeds: Mapping[str, str]
    roles: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class SubjectHolding:
    """Everything the office holds about one person.

    `facts` and `member` are None for somebody whom no release here has. `seen` are the lines of the
    log about the person's family and records, and `roles` whose they are by user id.
    """

    name: str
    national_id: str
    village: str
    facts: FamilyPageFacts | None
    member: PersonSheet | None
    interventions: Sequence[InterventionLine] = ()
    proposals: Sequence[ProposalLine] = ()
    local_facts: Sequence[LocalFactLine] = ()
    ground_checks: Sequence[GroundCheckLine] = ()
    letters: Sequence[RegisterLine] = ()
    evidence: Mapping[str, int] = field(default_factory=dict)
    lists: Sequence[tuple[str, datetime]] = ()
    seen: Sequence[AuditLine] = ()
    roles: Mapping[str, str] = field(default_factory=dict)


def subject_values(
    reference: Reference,
    catalogue: Catalogue,
    profile: OfficeProfile,
    held: SubjectHolding,
    words: SubjectWords,
    *,
    is_whole: bool,
) -> dict[str, str]:
    """Every value that the sheet prints; without `is_whole` what is personal is dots."""
    facts, member = held.facts, held.member
    hide = _shown if is_whole else _dots
    values = {
        "name": held.name,
        "national_id": held.national_id if is_whole else masked(held.national_id),
        **titles_of(reference.regions, profile, held.village),
        "regency_title": f"Kabupaten {reference.regions.regency_name}",
        "aid": table_value(_aid(one, catalogue, words) for one in held.interventions),
        "notes": table_value(_note(one, words, hide) for one in held.local_facts),
        "proposals": table_value(_proposal(one, reference, words, hide) for one in held.proposals),
        "checks": table_value(_check(one, words) for one in held.ground_checks),
        "letters": table_value(
            (short_date(one.dated), one.number, hide(one.about)) for one in held.letters
        ),
        "evidence": _evidence(held),
        "lists": table_value((_day(at), name) for name, at in held.lists),
        "seen": table_value(_seen(held, words)),
    }
    if facts is not None and member is not None:
        values |= _of_release(reference, facts, member, is_whole=is_whole)
    else:
        values["source"] = (
            "hanya catatan kantor; tidak ada dalam rilis DTSEN yang tersimpan di sini"
        )
    return {name: value for name, value in values.items() if value}


def _of_release(
    reference: Reference, facts: FamilyPageFacts, member: PersonSheet, *, is_whole: bool
) -> dict[str, str]:
    release, sheet = facts.release, facts.sheet
    others = len(sheet.members) - 1
    is_hidden = not is_whole and member.is_minor_on(release.reference_date)
    return {
        "source": f"DTSEN (BPS), rilis {release.label} per {long_date(release.reference_date)},"
        f" diterima {_day(release.received_at)}, BAST: {release.printed_bast}",
        "person_facts": table_value(
            _facts(PERSON_FIELDS, member, reference, is_whole=is_whole, is_hidden=is_hidden)
        ),
        "family_facts": table_value(
            _facts(FAMILY_FIELDS, sheet, reference, is_whole=is_whole, is_hidden=False)
        ),
        "others": f"{others} anggota lain pada kartu keluarga yang sama tidak dicetak di sini."
        if others
        else "",
        "mended": "Baris ini ditolak saat dimuat dan diperbaiki petugas."
        if any(one.is_in and member.id in one.person_ids for one in facts.mended_by_hand)
        else "",
        "deciles": table_value(
            (
                point.release_label,
                short_date(date.fromisoformat(point.reference_date)),
                str(point.decile or UNRANKED) if point.is_present else "tidak tercantum",
            )
            for point in facts.history
        ),
    }


def _facts(
    fields: Iterable[Field],
    sheet: PersonSheet | FamilySheet,
    reference: Reference,
    *,
    is_whole: bool,
    is_hidden: bool,
) -> list[tuple[str, str]]:
    rows = []
    for one in fields:
        answer = answer_of(one, sheet.values, sheet.raw, reference.codes)
        if answer:
            is_open = is_whole or (not is_hidden and one.access in (Access.OPEN, Access.QUASI))
            rows.append((printed_label(one), answer if is_open else _HIDDEN))
    # Columns that the catalogue does not know are held too.
    rows += [(name, text if is_whole else _HIDDEN) for name, text in sheet.extra.items() if text]
    return rows


def _aid(line: InterventionLine, catalogue: Catalogue, words: SubjectWords) -> tuple[str, ...]:
    record = line.intervention
    version = catalogue.version_with(record.programme_version)
    money = "" if record.amount is None else rupiah(record.amount, sen=False)
    status = words.statuses.get(record.status.value, record.status.value)
    return (
        short_date(record.given_on),
        version.name(_LANGUAGE) if version else record.programme,
        Period.parse(record.period).printed,
        " · ".join(part for part in (money, record.quantity) if part),
        f"ditandai salah catat: {record.void_reason}" if record.is_void else status,
    )


def _note(line: LocalFactLine, words: SubjectWords, hide: _Hide) -> tuple[str, ...]:
    fact = line.fact
    content = fact.content
    said = (
        content.name,
        content.phone,
        f"RT {content.rt}" if content.rt else "",
        f"RW {content.rw}" if content.rw else "",
        str(content.point or ""),
        content.text,
    )
    if line.is_corrected:
        state = "dibetulkan"
    else:
        state = f"ditarik: {fact.void_reason}" if fact.is_void else "berlaku"
    return (
        short_date(fact.noted_on),
        words.fact_kinds.get(fact.kind.value, fact.kind.value),
        hide(" ".join(part for part in said if part)),
        state,
    )


def _proposal(
    line: ProposalLine, reference: Reference, words: SubjectWords, hide: _Hide
) -> tuple[str, ...]:
    proposal = line.proposal
    if proposal.kind is ProposalKind.OBJECTION:
        said = "Isinya dapat memuat data pelapor dan tidak dicetak."
    else:
        parts = [
            f"{words.contents.get(name, name)}: {value}"
            for name, value in proposal.content.contents.items()
            if value
        ]
        for one in proposal.content.corrections:
            known = _FIELDS.get(one.field)
            label = printed_label(known) if known else one.field
            old, new = (
                answer_of(known, {one.field: value}, {}, reference.codes)
                if known
                else str(value or "")
                for value in (one.old, one.new)
            )
            parts.append(f"{label}: {old or '–'} menjadi {new or '–'} ({one.reason})")
        said = hide("; ".join(parts))
    return (
        short_date(day_of(proposal.recorded_at)),
        words.proposal_kinds.get(proposal.kind.value, proposal.kind.value),
        said,
        f"{words.proposal_states.get(proposal.state.value, proposal.state.value)},"
        f" {short_date(proposal.last_day)}",
    )


def _check(line: GroundCheckLine, words: SubjectWords) -> tuple[str, ...]:
    content = line.check.content
    found = words.findings.get(content.finding.value, content.finding.value)
    return (
        short_date(content.checked_on),
        f"{found} (ditarik)" if line.check.is_void else found,
        content.note,
    )


def _evidence(held: SubjectHolding) -> str:
    records = [
        *(one.intervention.id for one in held.interventions),
        *(one.proposal.id for one in held.proposals),
        *(one.fact.id for one in held.local_facts),
    ]
    count = sum(held.evidence.get(record, 0) for record in records)
    return f"{count} berkas (foto atau PDF), dapat dilihat di kantor." if count else ""


def _seen(held: SubjectHolding, words: SubjectWords) -> list[tuple[str, str, str, str]]:
    """Day, deed, role and how often; names of users are their own data."""
    times: Counter[tuple[date, str, str]] = Counter()
    for line in held.seen:
        day = day_of(line.at)
        times[day, line.deed, held.roles.get(line.user_id, "")] += 1
    newest = sorted(times.items(), key=lambda item: (-item[0][0].toordinal(), item[0][1:]))
    return [
        (
            short_date(day),
            words.deeds.get(deed, deed),
            words.roles.get(role, role),
            f"{count} kali",
        )
        for (day, deed, role), count in newest
    ]


def _day(at: datetime) -> str:
    return short_date(day_of(at))


def _shown(text: str) -> str:
    return text


def _dots(text: str) -> str:
    return _HIDDEN if text else ""
