"""The list that recipients of a delivery sign: who stands on it, masked or whole, and what is written down."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from pypdf import PdfReader

from desktop_app.actions.audit import audit_lines
from desktop_app.actions.delivery import fail_delivery, tick_delivery
from desktop_app.actions.delivery_paper import preview_delivery_list, print_delivery_list
from desktop_app.actions.office import Office
from desktop_app.actions.settings import set_identity, set_official
from desktop_app.actions.sheets import DrawnSheet
from desktop_app.domain import roles
from desktop_app.domain.intervention_history import Signer
from desktop_app.domain.letter import Signatory
from desktop_app.domain.roles import Right, Role
from desktop_app.errors import Code, UserError
from desktop_app.letters.lint import lint
from tests.actions.test_delivery import FAMILIES, SCOPE, TODAY, id_of
from tests.actions.test_delivery import stocked as stocked
from tests.builders import an_identity


def text_of(paper: DrawnSheet) -> str:
    pages = PdfReader(io.BytesIO(paper.pdf)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_before_the_day_it_is_a_list_to_sign_with_masked_numbers(stocked: Office) -> None:
    before = len(audit_lines(stocked))
    text = text_of(preview_delivery_list(stocked, SCOPE, on=TODAY))
    for family in FAMILIES:
        assert family.head.name in text
        assert family.card not in text
        assert family.card[-4:] in text
    assert "1.800.000" in text
    assert "satu juta delapan ratus ribu rupiah" in text
    assert "6 (enam) orang" in text
    assert "Selasa, 24 November 2026" in text
    assert "diterima" not in text
    assert "Hasil penyaluran" not in text
    assert len(audit_lines(stocked)) == before


def test_after_the_day_it_says_who_came_who_stood_in_and_who_did_not(stocked: Office) -> None:
    tick_delivery(stocked, id_of(stocked, "1"), on=TODAY)
    tick_delivery(stocked, id_of(stocked, "2"), on=TODAY, signer=Signer("JOKO", "anak"))
    fail_delivery(stocked, id_of(stocked, "3"), "merantau", on=TODAY)
    text = text_of(print_delivery_list(stocked, SCOPE, "arsip", on=TODAY).value)
    assert text.count("diterima 24-11-2026") == 2
    assert "diwakili JOKO (anak)" in text
    assert "tidak tersalur: merantau" in text
    assert (
        "telah menerima 2 orang sebesar Rp600.000,00, diwakili 1 orang, tidak tersalur 1 orang,"
        " belum menerima 3 orang." in text
    )


def test_printing_needs_a_purpose_and_writes_it_down(stocked: Office) -> None:
    with pytest.raises(UserError) as refused:
        print_delivery_list(stocked, SCOPE, " ", on=TODAY)
    assert refused.value.code is Code.REASON_MISSING
    paper = print_delivery_list(stocked, SCOPE, "arsip desa", on=TODAY).value
    line = audit_lines(stocked)[0]
    assert (line.deed, line.subject) == ("delivery-list-printed", "programme:BLT-DD")
    assert line.facts["serial"] == paper.serial
    assert line.facts["people"] == len(FAMILIES)
    assert paper.serial in text_of(paper)


def test_whole_numbers_need_the_right_to_reveal(
    stocked: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = text_of(print_delivery_list(stocked, SCOPE, "penyalur", on=TODAY, is_whole=True).value)
    assert all(family.card in whole for family in FAMILIES)
    monkeypatch.setitem(roles.RIGHTS, Role.SIGNATORY, frozenset({Right.READ, Right.PRINT}))
    stocked.account = replace(stocked.account, role=Role.SIGNATORY)
    with pytest.raises(UserError) as refused:
        print_delivery_list(stocked, SCOPE, "penyalur", on=TODAY, is_whole=True)
    assert refused.value.code is Code.RIGHT_MISSING


def test_the_village_and_its_head_are_named_where_they_are_known(stocked: Office) -> None:
    nobody = preview_delivery_list(stocked, replace(SCOPE, period="2026-12"), on=TODAY)
    assert "Kepala Desa/Lurah" in text_of(nobody)
    # A list of one desa is of that desa, chosen or not.
    assert "Kepala Desa Langkap" in text_of(preview_delivery_list(stocked, SCOPE, on=TODAY))
    set_identity(stocked, an_identity())
    head = Signatory(name="KASTURI", position="Kepala Desa Langkap")
    set_official(stocked, head, valid_from=TODAY)
    stated = replace(SCOPE, village=_village_of(stocked), hamlet="A")
    text = text_of(preview_delivery_list(stocked, stated, on=TODAY))
    assert "Desa Langkap" in text
    assert "Dusun A, Desa Langkap" in text
    assert "KASTURI" in text


def test_its_template_has_no_fields_that_nobody_fills(stocked: Office) -> None:
    template = stocked.reference.delivery_sheet
    assert lint(template, {each.name for each in template.fields}) == ()


def _village_of(office: Office) -> str:
    village = office.reference.regions.village_by_bps(FAMILIES[0].village)
    assert village is not None
    return village.code
