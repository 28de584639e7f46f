"""Only a BAST for use lets rows be passed on; one nobody has said forbids nothing and permits nothing."""

from __future__ import annotations

from desktop_app.domain.bast import SAID, BastKind, forbids_passing_on, may_be_passed_on


def test_only_the_bast_for_use_permits() -> None:
    assert [kind for kind in BastKind if may_be_passed_on(kind)] == [BastKind.USE]


def test_the_last_receiver_is_named_by_supervision_and_matching() -> None:
    assert [kind for kind in SAID if forbids_passing_on(kind)] == [
        BastKind.SUPERVISION,
        BastKind.MATCHING,
    ]
    assert not forbids_passing_on(BastKind.UNSAID)
