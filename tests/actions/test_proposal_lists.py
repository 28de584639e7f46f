"""The work lists of proposals, the number beside the page, and the list as a workbook."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import openpyxl
import pytest

from desktop_app.actions.audit import audit_lines
from desktop_app.actions.families import family_of
from desktop_app.actions.office import Office
from desktop_app.actions.proposal_drafts import ProposalDraft
from desktop_app.actions.proposal_export import export_proposals
from desktop_app.actions.proposal_lists import proposal_work, waiting_proposals
from desktop_app.actions.proposals import check_proposal, open_proposal, step_proposal
from desktop_app.domain.giving_out import Errand
from desktop_app.domain.proposal import ProposalKind, ProposalState, ProposedMember
from desktop_app.domain.proposal_kind import WorkList
from desktop_app.domain.proposal_slip import SlipKind
from desktop_app.errors import Code, UserError
from tests.builders import a_family, a_number, a_release
from tests.conftest import NOW

FAMILY = a_family("=SLAMET", "SITI AMINAH", sequence=72)


@pytest.fixture
def stocked(office: Office, tmp_path: Path) -> Office:
    a_release(office, tmp_path, [FAMILY])
    return office


def opened(
    office: Office, contents: dict[str, str], kind: ProposalKind = ProposalKind.OBJECTION
) -> str:
    sheet = family_of(office, FAMILY.card).sheet
    person = sheet.members[1].id if kind is ProposalKind.DEATH else None
    draft = ProposalDraft(kind, sheet.id, person, contents)
    return open_proposal(office, draft).value.proposal_id


def test_every_proposal_knows_its_lists_and_its_cut_off(stocked: Office) -> None:
    whole = {"reason": "mampu", "proof": "foto"}
    ids = [opened(stocked, whole), opened(stocked, {}, ProposalKind.DEATH)]
    step_proposal(stocked, ids[0], ProposalState.SUBMITTED, on=NOW.date())
    work = proposal_work(stocked)
    assert (work.cutoff.isoformat(), work.days_left) == ("2026-12-17", 23)
    assert [work.count(one) for one in (WorkList.MINE, WorkList.WAITING, WorkList.ALL)] == [2, 1, 2]
    assert {one.due.isoformat() for one in work.lines} == {"2026-12-17"}
    waiting = waiting_proposals(stocked)
    assert (waiting.count, waiting.is_due) == (2, False)
    stocked.clock = lambda: datetime(2026, 12, 18, 3, tzinfo=UTC)
    assert waiting_proposals(stocked).is_due
    assert proposal_work(stocked).count(WorkList.OVERDUE) == 2
    stocked.account = replace(stocked.account, id="u2")
    assert proposal_work(stocked).count(WorkList.MINE) == 0


def test_a_draft_is_looked_at_while_it_is_typed_and_nothing_is_written(stocked: Office) -> None:
    sheet = family_of(stocked, FAMILY.card).sheet
    draft = ProposalDraft(
        ProposalKind.DEATH, sheet.id, sheet.members[1].id, {"date": "1 Januari 2027"}
    )
    checked = check_proposal(stocked, draft)
    assert (checked.lacks, checked.warnings) == ((), ())
    assert [one.kind for one in checked.slips] == [SlipKind.DAY_FUTURE]
    assert proposal_work(stocked).lines == ()
    first = opened(stocked, {"date": "20-11-2026"}, ProposalKind.DEATH)
    assert [one.id for one in check_proposal(stocked, draft).warnings] == [first]
    assert check_proposal(stocked, draft, first).warnings == ()
    (line,) = proposal_work(stocked).lines
    assert line.line.proposal.content.contents == {"date": "2026-11-20"}


def test_the_members_of_a_new_family_are_kept_in_its_proposal(stocked: Office) -> None:
    wife = ProposedMember("siti  aminah", a_number(42, sequence=400), "2-1-1980", "2", "2")
    draft = ProposalDraft(ProposalKind.NEW_FAMILY, contents={"name": "Karto"}, members=(wife,))
    done = open_proposal(stocked, draft).value
    assert "members" not in done.lacks
    (line,) = proposal_work(stocked).lines
    (member,) = line.line.proposal.content.members
    assert (member.name, member.birth_date) == ("SITI AMINAH", "1980-01-02")
    assert ProposalDraft.of(line.line.proposal).members == (member,)
    assert ProposalDraft.from_data(draft.as_data()) == draft


def test_the_list_is_a_workbook_without_whole_numbers_and_without_formulas(
    stocked: Office, tmp_path: Path
) -> None:
    ids = [opened(stocked, {"reason": "mampu sekali"}), opened(stocked, {}, ProposalKind.DEATH)]
    target = tmp_path / "usulan.xlsx"
    with pytest.raises(UserError) as refused:
        export_proposals(stocked, target, errand=Errand(" ", "Bappeda"), names={})
    assert refused.value.code is Code.REASON_MISSING
    done = export_proposals(
        stocked,
        target,
        errand=Errand("rapat", "Bappeda"),
        names={"objection": "Sanggahan"},
        ids={ids[0]},
    )
    assert done.value == 1
    table, about = openpyxl.load_workbook(target).worksheets
    _, *rows = table.iter_rows(values_only=True)
    whole = "\n".join(str(cell) for row in rows for cell in row)
    assert "Sanggahan" in whole
    assert "mampu sekali" not in whole
    assert FAMILY.card not in whole
    assert FAMILY.head.nik not in whole
    assert not any(str(cell).startswith("=") for row in rows for cell in row)
    assert "rapat" in [row[1] for row in about.iter_rows(values_only=True)]
    assert audit_lines(stocked)[0].deed == "proposals-exported"
    assert export_proposals(stocked, target, errand=Errand("rapat", "Bappeda"), names={}).value == 2
