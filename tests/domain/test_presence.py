"""What further columns of a release say of somebody being there."""

from __future__ import annotations

import pytest

from desktop_app.domain.aid_rule import Presence
from desktop_app.domain.presence import presence_said


@pytest.mark.parametrize(
    ("extra", "presence"),
    [
        ({}, Presence.PRESENT),
        ({"STATUS": "DTSEN AKTIF"}, Presence.PRESENT),
        ({"STATUS": "DTSEN AKTIF - ASESMEN MENINGGAL"}, Presence.DEAD),
        ({"status_dtsen": "DTSEN NONAKTIF"}, Presence.INACTIVE),
        ({"keterangan_meninggal": "2"}, Presence.PRESENT),
        ({"keterangan_meninggal": "Ya"}, Presence.DEAD),
        ({"catatan": "suami meninggal 2020"}, Presence.PRESENT),
    ],
)
def test_only_columns_about_it_are_believed(extra: dict[str, str], presence: Presence) -> None:
    assert presence_said(extra) is presence
