"""Which kind of BAST a release came with, and whether its rows may be passed on.

Peraturan BPS 6/2025 knows a BAST for use (*pemanfaatan*), under which data may go to others, and
those for supervision (*pengawasan*) and matching (*pemadanan*), whose receiver is the last one.
"""

from __future__ import annotations

from enum import StrEnum


class BastKind(StrEnum):
    """What a hand-over record allows; the words are those of the law, as a package carries them."""

    UNSAID = ""  # nobody has said it, or it came with an older program
    USE = "pemanfaatan"
    SUPERVISION = "pengawasan"
    MATCHING = "pemadanan"


SAID = tuple(kind for kind in BastKind if kind is not BastKind.UNSAID)
"""The kinds a person chooses from."""


def may_be_passed_on(kind: BastKind) -> bool:
    """True if rows of such a release may be cut for another office; one of no said kind may not.

    Passing on needs the permission; what an office does with its own copy needs only that nothing
    forbids it, which is what `forbids_passing_on` says.
    """
    return kind is BastKind.USE


def forbids_passing_on(kind: BastKind) -> bool:
    """True if the record says that its receiver is the last one."""
    return kind in (BastKind.SUPERVISION, BastKind.MATCHING)
