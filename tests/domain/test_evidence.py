"""Evidence: its rules, and folding its ops."""

from __future__ import annotations

from datetime import timedelta

import pytest

from desktop_app.domain import fold
from desktop_app.domain.evidence import Evidence, EvidenceRules, Media, may_hold
from desktop_app.domain.op import Author, Op, OpDraft, OpType, write_op
from desktop_app.domain.proposal_kind import ProposalRules
from desktop_app.errors import Code, UserError
from desktop_app.files import read_resource_text
from desktop_app.words.evidence import KINDS
from tests.conftest import NOW

RULES = EvidenceRules.from_toml(read_resource_text("reference/evidence.toml"))
ATTACHED = {
    "to": "i1",
    "digest": "ab" * 32,
    "media": "image/jpeg",
    "bytes": 1000,
    "kind": "receipt",
    "note": "",
}


def an_op(kind: OpType, data: dict[str, object], number: int = 1) -> Op:
    return write_op(
        OpDraft(kind, "e1", "33.26.13.2004", data, base="V3 2026"),
        Author(f"u{number}", "d1", "inc"),
        op_id=f"op{number}",
        dep=None,
        number=number,
        at=NOW + timedelta(hours=number),
        salt="",
    )


def test_attaching_gives_a_record_that_names_its_bytes() -> None:
    made = fold.fold(None, an_op(OpType.EVIDENCE_ATTACHED, ATTACHED))
    assert isinstance(made, Evidence)
    assert (made.record_id, made.content.digest, made.content.media) == (
        "i1",
        "ab" * 32,
        Media.JPEG,
    )
    assert not made.is_withdrawn


def test_withdrawing_is_final_and_the_first_reason_stands() -> None:
    made = fold.fold(None, an_op(OpType.EVIDENCE_ATTACHED, ATTACHED))
    first = fold.fold(made, an_op(OpType.EVIDENCE_WITHDRAWN, {"reason": "salah"}, 2))
    again = fold.fold(first, an_op(OpType.EVIDENCE_WITHDRAWN, {"reason": "lain"}, 3))
    assert again == first
    assert isinstance(first, Evidence)
    assert (first.withdrawn_because, first.withdrawn_by) == ("salah", "u2")
    with pytest.raises(fold.NotUnderstood):
        fold.fold(first, an_op(OpType.EVIDENCE_ATTACHED, ATTACHED, 4))


@pytest.mark.parametrize(
    "wrong",
    [
        {"digest": "../../etc/passwd"},
        {"digest": "AB" * 32},
        {"media": "text/html"},
        {"bytes": 0},
        {"bytes": "many"},
        {"to": None, "digest": None},
    ],
)
def test_what_cannot_be_evidence_is_not_understood(wrong: dict[str, object]) -> None:
    with pytest.raises(fold.NotUnderstood):
        fold.fold(None, an_op(OpType.EVIDENCE_ATTACHED, {**ATTACHED, **wrong}))


def test_every_paper_that_a_proposal_may_ask_for_is_a_kind_and_every_kind_has_words() -> None:
    proposals = ProposalRules.from_toml(read_resource_text("reference/proposals.toml"))
    asked = {code for rule in proposals.kinds.values() for code in rule.evidence}
    assert asked <= set(RULES.kinds)
    assert list(KINDS) == list(RULES.kinds)


def test_papers_with_whole_numbers_or_about_health_are_sensitive() -> None:
    for code in ("identity-card", "family-card", "sickness-letter", "from a newer program"):
        assert RULES.is_sensitive(code)
    assert not RULES.is_sensitive("photo-front")


def test_a_kind_that_is_not_known_and_a_long_note_are_refused() -> None:
    for kind, note, code in (
        ("selfie", "", Code.EVIDENCE_KIND_UNKNOWN),
        ("photo", "x" * 501, Code.NOTE_TOO_LONG),
    ):
        with pytest.raises(UserError) as caught:
            RULES.checked(kind, note)
        assert caught.value.code is code
    assert RULES.checked("photo", " tampak depan ") == "tampak depan"


def test_only_records_of_work_hold_evidence() -> None:
    assert may_hold("intervention.recorded")
    assert may_hold("ground-check.recorded")
    assert not may_hold("evidence.attached")
    assert not may_hold("letter.issued")
