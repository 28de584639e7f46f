"""The eight kinds of recipients of zakat (QS 9:60), as BAZNAS sorts its mustahik."""

from __future__ import annotations

from enum import StrEnum


class Asnaf(StrEnum):
    """What somebody receives zakat as; may be left open."""

    FAKIR = "fakir"
    MISKIN = "miskin"
    AMIL = "amil"
    MUALAF = "mualaf"
    RIQAB = "riqab"
    GHARIM = "gharim"
    FISABILILLAH = "fisabilillah"
    IBNU_SABIL = "ibnu-sabil"
