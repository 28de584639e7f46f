"""The passphrase is asked for again before whole numbers or long lists leave, by every way out."""

from __future__ import annotations

import ast
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest

import desktop_app.actions
from desktop_app.actions.accounts import (
    add_account,
    disable_account,
    prove_passphrase,
    renew_recovery_code,
    reset_account,
    set_role,
)
from desktop_app.actions.audit import audit_lines
from desktop_app.actions.comparison import export_changes
from desktop_app.actions.evidence import EvidenceFile, attach_evidence, export_evidence
from desktop_app.actions.extracts import export_problems, releases_of
from desktop_app.actions.giving_out import proof_rows_of, require_export, set_proof_rows
from desktop_app.actions.intervention_export import export_interventions
from desktop_app.actions.list_export import export_list
from desktop_app.actions.matching import export_match, match_list, preview_list
from desktop_app.actions.office import Office
from desktop_app.actions.proposal_drafts import ProposalDraft
from desktop_app.actions.proposal_export import export_proposals
from desktop_app.actions.proposals import open_proposal
from desktop_app.actions.search import Search, find_people
from desktop_app.actions.search_export import Answered, export_answers
from desktop_app.domain.giving_out import MOST_PROOF_ROWS, Errand, Holding
from desktop_app.domain.proposal import ProposalKind
from desktop_app.domain.roles import Role
from desktop_app.errors import Code, UserError
from desktop_app.progress import Progress
from desktop_app.words.aid import status_names
from desktop_app.words.match_words import everything_said
from desktop_app.words.proposals import code_names
from tests.builders import a_family, a_release
from tests.conftest import NOW, PASSPHRASE
from tests.evidence.files import a_photo
from tests.hubs import help_for
from tests.refused import a_spoilt_release

ERRAND = Errand("rapat", "Bappeda")
LATER = timedelta(minutes=6)


@pytest.fixture
def busy(office: Office, tmp_path: Path) -> Office:
    """An office with something for every way out, some minutes after it was opened."""
    a_spoilt_release(office, tmp_path)
    family = a_family("WAGIMIN", sequence=77)
    a_release(office, tmp_path, [family], label="Q2", reference_date=NOW.date())
    record = help_for(office, "WAGIMIN")
    photo = tmp_path / "foto.jpg"
    photo.write_bytes(a_photo(seed=3))
    attach_evidence(office, record, [EvidenceFile("photo", path=photo)])
    listed = tmp_path / "daftar.csv"
    listed.write_text(f"NIK,Nama\n{family.head.nik},WAGIMIN\n", "utf-8")
    match_list(office, preview_list(office, listed), Progress())
    (hit,) = find_people(office, Search("wagimin"))
    draft = ProposalDraft(
        ProposalKind.UPDATE_FACTS,
        family_id=hit.family_id,
        contents={"reason": "rumahnya roboh"},
        corrections={"floor_type": "1"},
    )
    open_proposal(office, draft)
    set_proof_rows(office, 0)
    office.clock = lambda: NOW + LATER
    return office


def rows(office: Office, target: Path, *, number: str = "") -> Any:
    return export_list(
        office,
        target,
        listed="people",
        title="Orang",
        headings=["Nama", "NIK"],
        rows=[["SITI", number]],
        errand=ERRAND,
    )


def evidence_of(office: Office) -> str:
    with office.read() as conn:
        return str(conn.execute("SELECT id FROM evidence").fetchone()["id"])


def match_of(office: Office) -> str:
    with office.read() as conn:
        return str(conn.execute("SELECT id FROM matched_list").fetchone()["id"])


WAYS: dict[str, Callable[[Office, Path], Any]] = {
    "list_export": rows,
    "intervention_export": lambda office, target: export_interventions(
        office, target, errand=ERRAND, statuses=status_names()
    ),
    "comparison": lambda office, target: export_changes(
        office, "Q1", "Q2", target, Progress(), errand=ERRAND
    ),
    "extracts": lambda office, target: export_problems(
        office, releases_of(office)[-1].id, target, errand=ERRAND
    ),
    "matching": lambda office, target: export_match(
        office, match_of(office), target, errand=ERRAND, said=everything_said()
    ),
    "evidence": lambda office, target: export_evidence(
        office, evidence_of(office), target, errand=ERRAND
    ),
    "search_export": lambda office, target: export_answers(
        office, [Answered("1", ("3326014107809001",), 1.0)], target, errand=ERRAND
    ),
    "proposal_export": lambda office, target: export_proposals(
        office, target, errand=ERRAND, names=code_names()
    ),
}
WITHOUT_PEOPLE = {"audit", "totals", "processing", "report_maps", "reports"}
"""Ways out by which nobody can be recognised."""


@pytest.mark.parametrize("way", sorted(WAYS))
def test_every_way_out_asks_again_and_goes_on_once_it_was_shown(
    busy: Office, tmp_path: Path, way: str
) -> None:
    target = tmp_path / ("aus.csv" if way in ("comparison", "extracts") else "aus.xlsx")
    with pytest.raises(UserError) as caught:
        WAYS[way](busy, target)
    assert caught.value.code is Code.PASSPHRASE_AGAIN
    assert not target.exists()
    prove_passphrase(busy, PASSPHRASE)
    WAYS[way](busy, target)


def test_a_command_is_believed_to_its_end(busy: Office, tmp_path: Path) -> None:
    busy.proof_lasts = timedelta.max
    busy.clock = lambda: NOW + timedelta(hours=3)
    rows(busy, tmp_path / "aus.xlsx")
    assert (tmp_path / "aus.xlsx").exists()


def test_no_way_out_is_forgotten() -> None:
    asking = set[str]()
    for path in Path(desktop_app.actions.__path__[0]).glob("*.py"):
        names = {
            node.func.id
            for node in ast.walk(ast.parse(path.read_text("utf-8")))
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
        }
        if names & {"leaving", "require_export", "note_left"} and path.stem != "giving_out":
            asking.add(path.stem)
    assert asking == set(WAYS) | WITHOUT_PEOPLE


def test_it_is_asked_for_again_before_who_may_come_in_changes(busy: Office) -> None:
    for deed in (
        lambda: add_account(busy, "budi", "Budi", Role.OPERATOR),
        lambda: set_role(busy, "sari", Role.DEVICE_ADMIN),
        lambda: reset_account(busy, "sari"),
        lambda: disable_account(busy, "sari"),
        lambda: renew_recovery_code(busy),
    ):
        with pytest.raises(UserError) as caught:
            deed()
        assert caught.value.code is Code.PASSPHRASE_AGAIN
    prove_passphrase(busy, PASSPHRASE)
    add_account(busy, "budi", "Budi", Role.OPERATOR)


def test_short_lists_leave_and_whole_numbers_never_without_it(busy: Office, tmp_path: Path) -> None:
    set_proof_rows(busy, 1)
    assert rows(busy, tmp_path / "a.xlsx").value == 1
    with pytest.raises(UserError) as caught:
        rows(busy, tmp_path / "b.xlsx", number="3326012345679001")
    assert (caught.value.code, caught.value.facts["holds"]) == (Code.PASSPHRASE_AGAIN, "whole")
    require_export(busy, Holding.COUNTS, 10**6)


def test_it_holds_for_five_minutes_and_not_after_a_clock_went_back(busy: Office) -> None:
    ask = partial(require_export, busy, Holding.WHOLE, 1)
    prove_passphrase(busy, PASSPHRASE)
    ask()
    for moved in (LATER + timedelta(minutes=5, seconds=1), LATER - timedelta(minutes=1)):
        move(busy, NOW + moved)
        with pytest.raises(UserError):
            ask()
    move(busy, NOW + LATER + timedelta(minutes=5))
    ask()


def move(office: Office, now: datetime) -> None:
    office.clock = lambda: now


def test_wrong_ones_are_counted_make_wait_and_stand_in_the_log(busy: Office) -> None:
    for _ in range(3):
        with pytest.raises(UserError) as wrong:
            prove_passphrase(busy, "bukan yang benar")
        assert wrong.value.code is Code.PASSPHRASE_WRONG
    with pytest.raises(UserError) as early:
        prove_passphrase(busy, PASSPHRASE)
    assert early.value.code is Code.PASSPHRASE_WAIT
    busy.clock = lambda: NOW + LATER + timedelta(minutes=1)
    prove_passphrase(busy, PASSPHRASE)
    assert audit_lines(busy)[0].deed == "passphrases-wrong"
    assert audit_lines(busy)[0].facts == {"times": 3}


def test_an_office_says_how_many_rows(office: Office) -> None:
    assert proof_rows_of(office) == 100
    set_proof_rows(office, 250)
    assert proof_rows_of(office) == 250
    for wrong in (-1, MOST_PROOF_ROWS + 1):
        with pytest.raises(UserError) as caught:
            set_proof_rows(office, wrong)
        assert caught.value.code is Code.PROOF_ROWS_INVALID
