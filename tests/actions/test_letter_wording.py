"""The words of letters: looked through, tried on real families, kept by an office, sent by the hub."""

from __future__ import annotations

import pytest

from desktop_app.actions.letter_wording import (
    FaultKind,
    WordingOrigin,
    check_wording,
    letter_wording,
    reset_wording,
    set_wording,
)
from desktop_app.actions.letters import issue_letter, reprint_letter
from desktop_app.actions.office import Office
from desktop_app.domain.catalogue_setting import entity_of
from desktop_app.domain.op import OpDraft, OpType
from desktop_app.domain.subject import partition_of
from desktop_app.errors import Code, UserError
from desktop_app.store import ops
from tests.actions.test_letters import a_draft, text_of, writing

__all__ = ["writing"]
WAS, IS = "keperluan", "kebutuhan mendesak"


def test_the_shipped_words_are_good_for_every_kind(writing: Office) -> None:
    for kind in ("sktm", "pengantar", "keterangan-dtsen", "undangan", "nominatif"):
        wording = letter_wording(writing, kind)
        check = check_wording(writing, kind, wording.source)
        assert wording.origin is WordingOrigin.SHIPPED
        assert check.is_good, (kind, check.faults, check.error)
        assert check.pdf.startswith(b"%PDF-")


def test_an_office_words_a_letter_anew_and_takes_it_back(writing: Office) -> None:
    before = issue_letter(writing, a_draft(writing, kind="sktm")).value
    source = letter_wording(writing, "sktm").source.replace(WAS, IS)
    kept = set_wording(writing, "sktm", source, "permintaan camat").value
    assert (kept.origin, kept.reason) == (WordingOrigin.OWN, "permintaan camat")
    after = issue_letter(writing, a_draft(writing, kind="sktm")).value
    assert IS in text_of(after.pdf)
    assert IS not in text_of(before.pdf)
    assert reprint_letter(writing, before.line.id, "arsip").value.pdf == before.pdf
    assert reset_wording(writing, "sktm", "kembali").value.origin is WordingOrigin.SHIPPED
    assert IS not in text_of(issue_letter(writing, a_draft(writing, kind="sktm")).value.pdf)


def test_a_misspelt_field_is_found_with_what_was_meant_and_not_kept(writing: Office) -> None:
    source = letter_wording(writing, "sktm").source.replace("{{address}}", "{{adress}}")
    check = check_wording(writing, "sktm", source)
    unknown = [one for one in check.faults if one.kind is FaultKind.UNKNOWN]
    assert [(one.field, one.meant) for one in unknown] == [("adress", "address")]
    with pytest.raises(UserError) as caught:
        set_wording(writing, "sktm", source, "coba")
    assert caught.value.code is Code.LETTER_TEMPLATE_FAULTY
    assert check_wording(writing, "sktm", "format = ").error is not None


def test_a_field_that_no_real_family_fills_is_named(writing: Office) -> None:
    source = letter_wording(writing, "sktm").source.replace(
        'name = "occupation"', 'name = "education"'
    )
    check = check_wording(writing, "sktm", source.replace("{{occupation}}", "{{education}}"))
    # The families of this release say nothing about their schooling.
    assert (check.never_filled, check.tried) == (("education",), 2)
    assert check.is_good


def from_above(office: Office, region: str, source: str) -> None:
    """What a hub set travels as an op of its own region."""
    name = "letter/sktm"
    entity = entity_of(region, name)
    with office.write() as tx:
        ops.record(
            tx,
            OpDraft(
                type=OpType.CATALOGUE_SET,
                entity=entity,
                partition=partition_of(region),
                base="",
                data={"region": region, "name": name, "value": source, "reason": "edaran"},
            ),
        )


def test_the_words_of_the_kabupaten_hold_until_the_office_has_its_own(writing: Office) -> None:
    shipped = letter_wording(writing, "sktm").source
    from_above(writing, "33.26", shipped.replace(WAS, IS))
    assert letter_wording(writing, "sktm").origin is WordingOrigin.ABOVE
    assert IS in text_of(issue_letter(writing, a_draft(writing, kind="sktm")).value.pdf)
    own = shipped.replace(WAS, "urusan")
    assert set_wording(writing, "sktm", own, "kami").value.origin is WordingOrigin.OWN
    assert reset_wording(writing, "sktm", "kembali").value.origin is WordingOrigin.ABOVE


def test_words_of_a_newer_program_are_passed_over(writing: Office) -> None:
    from_above(writing, "33.26", "format = 2\n")
    assert letter_wording(writing, "sktm").origin is WordingOrigin.SHIPPED
    issue_letter(writing, a_draft(writing, kind="sktm"))
