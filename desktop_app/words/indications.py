"""Indications in words. They say what was found, never what somebody has a right to."""

from __future__ import annotations

from desktop_app.domain.indication import HouseLack, Indication, IndicationKind
from desktop_app.language import mark, tr, trn
from desktop_app.words.format import number

KINDS = {
    IndicationKind.PKH_EARLY_CHILDHOOD: mark("PKH component: small child"),
    IndicationKind.PKH_PRIMARY: mark("PKH component: primary school"),
    IndicationKind.PKH_JUNIOR: mark("PKH component: junior secondary school"),
    IndicationKind.PKH_SENIOR: mark("PKH component: senior secondary school"),
    IndicationKind.PKH_ELDERLY: mark("PKH component: elderly"),
    IndicationKind.PKH_DISABILITY: mark("PKH component: severe disability, to be assessed"),
    IndicationKind.UNFIT_HOUSE: mark("Unfit house (RTLH)"),
    IndicationKind.OUT_OF_SCHOOL: mark("School-age child who is not at school"),
    IndicationKind.PIP_PUPIL: mark("Pupil in the deciles of PIP"),
    IndicationKind.NO_HEALTH_AID: mark("No health insurance from PBI on record"),
}
_COMPONENTS = {
    IndicationKind.PKH_EARLY_CHILDHOOD: mark("small child"),
    IndicationKind.PKH_PRIMARY: mark("primary school"),
    IndicationKind.PKH_JUNIOR: mark("junior secondary school"),
    IndicationKind.PKH_SENIOR: mark("senior secondary school"),
    IndicationKind.PKH_ELDERLY: mark("elderly"),
}
LACKS = {
    HouseLack.FLOOR: mark("floor"),
    HouseLack.WALL: mark("wall"),
    HouseLack.ROOF: mark("roof"),
    HouseLack.ROOM: mark("too little room"),
    HouseLack.SANITATION: mark("sanitation"),
    HouseLack.WATER: mark("drinking water"),
}


def indication_words(one: Indication) -> str:
    """What is hinted at."""
    return tr(KINDS[one.kind])


def component_hint(one: Indication) -> str:
    """``SD (2)``: a component of PKH and for how many it is hinted at."""
    said = tr(_COMPONENTS.get(one.kind, KINDS[one.kind]))
    return f"{said} ({number(len(one.members))})"


def count_words(one: Indication) -> str:
    """For how many people it is hinted at; nothing for the house."""
    count = len(one.members)
    return trn("{n} person", "{n} people", count).format(n=number(count)) if count else ""


def lack_words(one: Indication) -> str:
    """``lantai, atap``: what is not as it should be about the house."""
    return ", ".join(tr(LACKS[lack]) for lack in one.lacks)
