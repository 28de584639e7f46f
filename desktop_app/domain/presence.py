"""Whether a recipient is still there, by what a release says in columns that no DTSEN list knows.

Offices have seen ``status`` with *DTSEN NONAKTIF* and *DTSEN AKTIF - ASESMEN MENINGGAL*, and a column
``keterangan_meninggal``; neither is in every file.
"""

from __future__ import annotations

from collections.abc import Mapping

from desktop_app.domain.aid_rule import Presence

_NOTHING = frozenset({"", "-", "0", "2", "tidak", "nan", "null"})


def presence_said(extra: Mapping[str, str]) -> Presence:
    """What the further columns of a row say; present where they say nothing."""
    said = {name.casefold(): value.strip().casefold() for name, value in extra.items()}
    for name, value in said.items():
        if "meninggal" in name and value not in _NOTHING:
            return Presence.DEAD
        if "status" in name and "meninggal" in value:
            return Presence.DEAD
    if any("status" in name and "nonaktif" in value for name, value in said.items()):
        return Presence.INACTIVE
    return Presence.PRESENT
