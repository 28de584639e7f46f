"""``proposal open``, ``step``, ``list``, ``show``, ``after-release``, ``calendar``: proposals, corrections, objections."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from desktop_app.actions.families import named_by
from desktop_app.actions.proposal_calendar import proposal_calendar, set_proposal_calendar
from desktop_app.actions.proposal_drafts import ProposalDraft
from desktop_app.actions.proposal_export import export_proposals
from desktop_app.actions.proposals import (
    ProposalFacts,
    open_proposal,
    open_proposal_page,
    proposals_of,
    revise_proposal,
    step_proposal,
)
from desktop_app.cli import after_release
from desktop_app.cli.call import Call, typed_day
from desktop_app.cli.commands import Commands
from desktop_app.cli.errands import add_errand, errand_of
from desktop_app.cli.numbers import Numbers, numbers_of_list
from desktop_app.cli.output import Answer, paragraphs, table
from desktop_app.cli.usage import Parser, WrongUsage, whole_number
from desktop_app.domain.proposal import (
    ProposalKind,
    ProposalLine,
    ProposalState,
    ProposedMember,
    corrections_of,
)
from desktop_app.domain.proposal_kind import WorkList
from desktop_app.domain.proposal_question import PERSONAL
from desktop_app.language import tr
from desktop_app.words.fields import label_of
from desktop_app.words.format import date_short
from desktop_app.words.proposals import (
    code_names,
    content_words,
    kind_words,
    likeness_words,
    slip_words,
    standing_words,
    state_words,
)


def add(commands: Commands) -> None:
    """Add the commands about proposals."""
    verbs = commands.group("proposal", tr("Proposals, corrections and objections."))
    opening = verbs.add("open", tr("Open a proposal as a draft, or write a draft anew."), _open)
    _add_draft(opening)
    step = verbs.add("step", tr("Take a proposal one step on, or end it with a reason."), _step)
    step.add_argument("id", metavar="ID", help=tr("The id that opening gave."))
    step.add_argument(
        "to",
        choices=[one.value for one in ProposalState if one is not ProposalState.DRAFT],
        help=tr("The state it comes to; none can be skipped."),
    )
    step.add_argument("--on", default="", metavar=tr("DATE"), help=tr("The day; today."))
    step.add_argument("--reason", default="", metavar=tr("TEXT"), help=tr("Why."))
    step.add_argument(
        "--release", default="", metavar=tr("LABEL"), help=tr("In which release it was seen.")
    )
    _add_filters(verbs.add("list", tr("The newest first."), _list))
    export = verbs.add("export", tr("Write the list as a workbook, numbers masked."), _export)
    _add_filters(export)
    export.add_argument(
        "--out", type=Path, required=True, metavar=tr("FILE"), help=tr("Where it goes.")
    )
    add_errand(export)
    show = verbs.add("show", tr("One proposal with its corrections and steps."), _show)
    show.add_argument("id", metavar="ID", help=tr("The id that opening gave."))
    after_release.add_to(verbs)
    calendar = verbs.add("calendar", tr("Show or set the cut-off day and who verifies."), _calendar)
    calendar.add_argument(
        "--subdistrict", choices=["yes", "no"], help=tr("Whether the kecamatan verifies.")
    )
    calendar.add_argument(
        "--cutoff-day", type=whole_number, metavar="N", help=tr("The day of the month.")
    )


def proposal_data(line: ProposalLine, numbers: Numbers) -> dict[str, Any]:
    """One proposal as the commands print it."""
    proposal, subject = line.proposal, line.proposal.subject
    return {
        "id": proposal.id,
        "kind": proposal.kind.value,
        "state": proposal.state.value,
        "next": [way.value for way in proposal.ways],
        "subject": subject.kind.value,
        "family_id": subject.family_id,
        "person_id": subject.person_id,
        "nik": numbers.shown(subject.national_id),
        "family_card_no": numbers.shown(subject.family_card_no),
        "name": subject.name,
        "village": subject.village,
        "contents": {
            name: text if numbers.are_whole else ("•" if name in PERSONAL else numbers.text(text))
            for name, text in proposal.content.contents.items()
        },
        "corrections": [
            {
                "field": one.field,
                "old": numbers.of(proposal, one, one.old),
                "new": numbers.of(proposal, one, one.new),
                "reason": numbers.text(one.reason),
            }
            for one in proposal.content.corrections
        ],
        "evidence": list(proposal.content.evidence),
        "members": [
            {
                "name": one.name,
                "national_id": numbers.shown(one.national_id),
                "birth_date": one.birth_date if numbers.are_whole else "•",
                "sex": one.sex,
                "relation": one.relation,
            }
            for one in proposal.content.members
        ],
        "steps": [
            {
                "to": step.to.value,
                "on": step.on,
                "reason": numbers.text(step.reason),
                "release": step.release,
            }
            for step in proposal.steps
        ],
        "release": proposal.release_label,
        "recorded_by": line.recorded_by_name,
        "recorded_at": proposal.recorded_at,
        "is_confirmed": line.is_confirmed,
    }


def proposals_text(lines: tuple[ProposalLine, ...], numbers: Numbers) -> str:
    """The proposals about one family, and what lies over the extract: both values side by side."""
    if not lines:
        return ""
    laid = [
        (
            label_of(one.field),
            numbers.of(proposal, one, one.old),
            numbers.of(proposal, one, one.new),
            state_words(proposal.state),
        )
        for proposal, one in corrections_of(lines)
    ]
    return paragraphs(
        table(
            [tr("Kind"), tr("State"), tr("Since"), tr("About"), "ID"],
            [
                (
                    kind_words(line.proposal.kind),
                    state_words(line.proposal.state),
                    date_short(line.proposal.last_day),
                    line.proposal.subject.name or "-",
                    line.proposal.id,
                )
                for line in lines
            ],
        ),
        table([tr("Fact"), tr("In the extract"), tr("Proposed"), tr("State")], laid)
        if laid
        else "",
    )


def _add_filters(parser: Parser) -> None:
    parser.add_argument(
        "--work",
        choices=[one.value for one in WorkList],
        default=WorkList.ALL.value,
        help=tr("Only mine, or what waits, is overdue or near the cut-off."),
    )
    parser.add_argument("--kind", choices=[one.value for one in ProposalKind], help=tr("The kind."))


def _add_draft(parser: Parser) -> None:
    parser.add_argument(
        "--kind", required=True, choices=[one.value for one in ProposalKind], help=tr("The kind.")
    )
    parser.add_argument(
        "--family", metavar="KK|ID", help=tr("The family, by its card, its id or a member's NIK.")
    )
    parser.add_argument("--person", metavar="NIK|ID", help=tr("The person, where it is about one."))
    for option, about in (
        ("--set", tr("A content, for example reason=… or date=2026-11-20; may be repeated.")),
        ("--correct", tr("A new value of a fact, for example floor_type=3; may be repeated.")),
    ):
        parser.add_argument(
            option, action="append", default=[], metavar=tr("NAME=VALUE"), help=about
        )
    parser.add_argument(
        "--member",
        action="append",
        default=[],
        metavar=tr("NAME=VALUE,…"),
        help=tr(
            "A member of a new family besides its head: name=…,national_id=…,relation=3; may be repeated."
        ),
    )
    parser.add_argument(
        "--evidence",
        action="append",
        default=[],
        metavar=tr("TEXT"),
        help=tr("A paper that goes with it; may be repeated."),
    )
    parser.add_argument("--draft", metavar="ID", help=tr("Write this draft anew."))


def _open(call: Call) -> Answer:
    office = call.office()
    family_id = person_id = None
    if call.person:
        named = named_by(office, call.person, is_person=True)
        family_id, person_id = named.family_id, named.person_id
    elif call.family:
        family_id = named_by(office, call.family).family_id
    draft = ProposalDraft(
        kind=ProposalKind(call.kind),
        family_id=family_id,
        person_id=person_id,
        contents=_pairs(call.set),
        corrections=_pairs(call.correct),
        evidence=tuple(call.evidence),
        members=tuple(_member(text) for text in call.member),
    )
    if call.draft:
        opened = revise_proposal(office, call.draft, draft).value
    else:
        opened = open_proposal(office, draft).value
    lacks = ", ".join(content_words(name) for name in opened.lacks)
    return Answer(
        {
            "id": opened.proposal_id,
            "lacks": list(opened.lacks),
            "warnings": [{"code": one.likeness.value, "id": one.id} for one in opened.warnings],
            "slips": [
                {"code": one.kind.value, "field": one.field, "member": one.member}
                for one in opened.slips
            ],
        },
        paragraphs(
            tr("The draft is kept under {id}.").format(id=opened.proposal_id),
            tr("Still missing: {names}.").format(names=lacks) if lacks else "",
            "\n".join(f"{likeness_words(one.likeness)}: {one.id}" for one in opened.warnings),
            "\n".join(slip_words(one) for one in opened.slips),
        ),
    )


def _step(call: Call) -> Answer:
    office = call.office()
    on = typed_day(call.on, "on") if call.on else office.today()
    to = ProposalState(call.to)
    step_proposal(office, call.id, to, on=on, reason=call.reason, release=call.release)
    return Answer(
        {"id": call.id, "state": to.value}, tr("It is now: {state}.").format(state=state_words(to))
    )


def _list(call: Call) -> Answer:
    office = call.office()
    kind = ProposalKind(call.kind) if call.kind else None
    lines = proposals_of(office, WorkList(call.work), kind=kind)
    numbers = numbers_of_list(call, office, "proposals", len(lines))
    text = tr("No proposals.")
    if lines:
        text = table(
            [tr("Kind"), tr("State"), tr("Since"), tr("About"), "KK", "ID"],
            [
                (
                    kind_words(line.proposal.kind),
                    state_words(line.proposal.state),
                    date_short(line.proposal.last_day),
                    line.proposal.subject.name or "-",
                    numbers.cell(line.proposal.subject.family_card_no),
                    line.proposal.id,
                )
                for line in lines
            ],
        )
    return Answer({"proposals": [proposal_data(line, numbers) for line in lines]}, text)


def _export(call: Call) -> Answer:
    office = call.office()
    kind = ProposalKind(call.kind) if call.kind else None
    lines = proposals_of(office, WorkList(call.work), kind=kind)
    rows = export_proposals(
        office,
        call.out,
        errand=errand_of(call),
        names=code_names(),
        ids={line.proposal.id for line in lines},
    ).value
    return Answer(
        {"rows": rows, "file": call.out},
        tr("The list was saved as {name}.").format(name=call.out.name),
    )


def _show(call: Call) -> Answer:
    office = call.office()
    facts = open_proposal_page(office, call.id)
    numbers = numbers_of_list(call, office, "proposals", 1)
    data = proposal_data(facts.line, numbers)
    data["lacks"] = list(facts.lacks)
    data["next"] = [way.value for way in facts.ways]
    if facts.verdict is not None:
        data["standing"] = facts.verdict.standing.value
        data["sign"] = facts.verdict.sign.value
    for correction, standing in zip(data["corrections"], facts.standings, strict=False):
        correction["standing"] = standing.value
    return Answer(data, _shown(facts, data, numbers))


def _shown(facts: ProposalFacts, data: dict[str, Any], numbers: Numbers) -> str:
    proposal = facts.line.proposal
    standings = [standing_words(one) for one in facts.standings]
    corrected = [
        (
            label_of(one.field),
            numbers.of(proposal, one, one.old),
            numbers.of(proposal, one, one.new),
            standing,
        )
        for one, standing in zip(
            proposal.content.corrections,
            standings or [""] * len(proposal.content.corrections),
            strict=True,
        )
    ]
    lacks = ", ".join(content_words(name) for name in facts.lacks)
    return paragraphs(
        f"{kind_words(proposal.kind)} · {state_words(proposal.state)} · {proposal.subject.name}",
        "\n".join(f"{content_words(name)}: {text}" for name, text in data["contents"].items()),
        table([tr("Fact"), tr("In the extract"), tr("Proposed"), tr("Now")], corrected)
        if corrected
        else "",
        table(
            [tr("State"), tr("Date"), tr("Reason")],
            [
                (state_words(step.to), date_short(step.on), numbers.text(step.reason))
                for step in proposal.steps
            ],
        )
        if proposal.steps
        else "",
        tr("Still missing: {names}.").format(names=lacks) if lacks else "",
    )


def _calendar(call: Call) -> Answer:
    office = call.office()
    if call.subdistrict is None and call.cutoff_day is None:
        calendar = proposal_calendar(office)
    else:
        verifies = None if call.subdistrict is None else call.subdistrict == "yes"
        calendar = set_proposal_calendar(
            office, subdistrict_verifies=verifies, cutoff_day=call.cutoff_day
        ).value
    who = (
        tr("The kecamatan verifies proposals.")
        if calendar.subdistrict_verifies
        else tr("The kecamatan does not verify proposals.")
    )
    day = tr("Proposals are sent until day {n} of the month.").format(n=calendar.cutoff_day)
    return Answer(
        {
            "subdistrict_verifies": calendar.subdistrict_verifies,
            "cutoff_day": calendar.cutoff_day,
        },
        f"{day}\n{who}",
    )


def _member(text: str) -> ProposedMember:
    said = _pairs(text.split(","))
    unknown = set(said) - set(ProposedMember.__slots__)
    if unknown:
        raise WrongUsage(tr("A member has no {name}.").format(name=", ".join(sorted(unknown))))
    return ProposedMember(**said)


def _pairs(typed: Iterable[str]) -> dict[str, str]:
    pairs = {}
    for one in typed:
        name, sign, value = one.partition("=")
        if not sign or not name:
            raise WrongUsage(tr("Write it as NAME=VALUE."))
        pairs[name] = value
    return pairs
