"""Marks: words of the index of names that say where somebody lives, in which decile their family is,
and whether they head it.

They begin with an underscore, which no folded name has, and make "siti in Langkap, RT 3" or "in
deciles 1 to 4" a question of words like any other, as quick among a million people as among a thousand.
"""

from __future__ import annotations

from desktop_app.domain.names import words_of

HEAD_MARK = "_h"
HAMLET_WORDS = frozenset({"DUSUN", "DUKUH", "DK", "DKH", "DSN", "KAMPUNG", "KP"})
"""What stands before the name of a hamlet in an address."""


def region_mark(code: str) -> str:
    """The mark of a desa or kecamatan by its Kemendagri code with dots; empty for anything larger."""
    return f"_{code.replace('.', '')}" if code.count(".") >= 2 else ""


def hamlet_mark(hamlet: str) -> str:
    """The mark of a hamlet, however it is spaced and titled; empty for none."""
    words = [word for word in words_of(hamlet) if word not in HAMLET_WORDS]
    return f"_d{''.join(words)}" if words else ""


def rt_mark(rt: str) -> str:
    """The mark of an RT of three digits."""
    return f"_t{rt}" if rt else ""


def rw_mark(rw: str) -> str:
    """The mark of an RW of three digits."""
    return f"_w{rw}" if rw else ""


def decile_mark(decile: int | None) -> str:
    """The mark of a national decile; 0 and None are those whose family has none, or who have no family."""
    return f"_n{decile or 0}"


def marks_of(
    *, village: str, decile: int | None, hamlet: str, rt: str, rw: str, is_head: bool
) -> str:
    """All marks of one person, with blanks between them."""
    subdistrict = village.rpartition(".")[0]
    marks = (
        HEAD_MARK if is_head else "",
        region_mark(subdistrict),
        region_mark(village),
        decile_mark(decile),
        hamlet_mark(hamlet),
        rt_mark(rt),
        rw_mark(rw),
    )
    return " ".join(filter(None, marks))
