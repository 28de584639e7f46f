"""Corrections on the page of a family: both values, and the extract as it was."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from desktop_app.actions.families import family_of
from desktop_app.actions.office import Office
from desktop_app.actions.proposal_drafts import ProposalDraft
from desktop_app.actions.proposals import open_proposal
from desktop_app.domain.proposal import ProposalKind
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.page import Place
from desktop_app.ui.pages.family import FamilyPage
from tests.ui.pages.conftest import SLAMET, settle


def test_both_values_stand_side_by_side(qtbot: QtBot, window: MainWindow, office: Office) -> None:
    sheet = family_of(office, SLAMET.card).sheet
    draft = ProposalDraft(
        ProposalKind.UPDATE_FACTS,
        family_id=sheet.id,
        contents={"reason": "diukur"},
        corrections={"floor_area_m2": "37", "address": "RT 3"},
    )
    open_proposal(office, draft)
    window.go_to(Place("family", SLAMET.card, "proposals"))
    settle(qtbot, window)
    page = window.page
    assert isinstance(page, FamilyPage)
    assert page.tabs.is_at("proposals")
    model = page.tabs.proposals.table.model()
    shown = [
        [model.index(row, column).data() for column in range(1, 4)]
        for row in range(model.rowCount())
    ]
    was = sheet.values["floor_area_m2"]
    assert shown[0][1:] == [f"{was} m²" if was is not None else "–", "37 m²"]
    assert shown[1][1:] == ["•", "•"]
    assert family_of(office, SLAMET.card).sheet == sheet
