"""Local work after a new release: never lost, and listed where a person should look again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from desktop_app.actions.families import family_of
from desktop_app.actions.interventions import (
    interventions_of,
    void_intervention,
)
from desktop_app.actions.letter_register import letter_register
from desktop_app.actions.letters import (
    LetterDraft,
    issue_letter,
    letter_kinds,
    reprint_letter,
)
from desktop_app.actions.local_facts import record_local_fact, void_local_fact
from desktop_app.actions.office import Office
from desktop_app.actions.reviews import count_reviews, mark_reviewed, reviews_of, unmark_reviewed
from desktop_app.actions.search import Search, find_people
from desktop_app.actions.settings import set_identity, set_official
from desktop_app.domain.changes import Topic
from desktop_app.domain.local_fact import FactKind, LocalFactDraft
from desktop_app.domain.review import ReviewLine, ReviewReason
from desktop_app.errors import Code, UserError
from desktop_app.store import audit
from tests.builders import Family, a_family, a_number, a_release, a_signatory, an_identity
from tests.quarters import LATER, NEXT, a_quarter, help_for, without


def first_quarter(office: Office, folder: Path, families: list[Family]) -> None:
    a_quarter(office, folder, families, "Q1", date(2026, 7, 10))


def letter_for(office: Office, name: str) -> str:
    set_identity(office, an_identity())
    set_official(office, a_signatory(), valid_from=date(2025, 1, 1))
    hit = find_people(office, Search(name), is_typing=True)[0]
    template = next(one for one in letter_kinds(office) if one.kind == "pengantar")
    typed = {
        field.name: field.default or "keperluan contoh"
        for field in template.fields
        if field.source == "typed"
    }
    draft = LetterDraft(
        "pengantar", hit.family_id or "", date(2026, 11, 24), person_id=hit.person_id, typed=typed
    )
    return issue_letter(office, draft).value.line.number


def reasons(lines: list[ReviewLine]) -> dict[str, tuple[ReviewReason, ...]]:
    return {line.name: line.reasons for line in lines}


def test_nothing_is_to_be_reviewed_where_nothing_changed(office: Office, tmp_path: Path) -> None:
    family, other = a_family("SLAMET", "SITI"), a_family("KARTO", "TINI")
    first_quarter(office, tmp_path, [family, other])
    help_for(office, "slamet")
    a_quarter(office, tmp_path, [replace(family, decile=5), replace(other, decile=3)], "Q2")
    assert reviews_of(office) == []
    assert count_reviews(office) == 0


def test_a_family_that_left_is_listed_with_what_hangs_on_it(office: Office, tmp_path: Path) -> None:
    family, other = a_family("SLAMET", "SITI"), a_family("KARTO", "TINI")
    first_quarter(office, tmp_path, [family, other])
    help_for(office, "slamet")
    help_for(office, "slamet", period="2026-07")
    help_for(office, "karto")
    letter_for(office, "slamet")
    a_quarter(office, tmp_path, [other], "Q2")
    (line,) = reviews_of(office)
    assert (line.name, line.reasons) == ("SLAMET", (ReviewReason.FAMILY_LEFT,))
    assert (line.interventions, line.letters, line.release_label) == (2, 1, "Q2")
    assert line.village.startswith("33.26.13.")


def test_a_note_is_work_too_and_its_words_stand_beside_the_reason(
    office: Office, tmp_path: Path
) -> None:
    family, other = a_family("SLAMET", "SITI"), a_family("KARTO", "TINI")
    first_quarter(office, tmp_path, [family, other])
    for name, day, text in (
        ("slamet", date(2026, 7, 12), "Tinggal di rumah anaknya."),
        ("slamet", date(2026, 7, 20), "Kepala keluarga meninggal."),
        ("karto", date(2026, 7, 20), "Tetap di sini."),
    ):
        hit = find_people(office, Search(name), is_typing=True)[0]
        draft = LocalFactDraft(FactKind.NOTE, hit.family_id or "", day, text=text)
        record_local_fact(office, draft)
    a_quarter(office, tmp_path, [other], "Q2")
    (line,) = reviews_of(office)
    assert (line.name, line.reasons) == ("SLAMET", (ReviewReason.FAMILY_LEFT,))
    assert (line.interventions, line.letters, line.notes) == (0, 0, 2)
    assert line.last_note == "Kepala keluarga meninggal."


def test_a_note_about_a_family_that_no_comparison_tells_of_is_listed(
    office: Office, tmp_path: Path
) -> None:
    family, other = a_family("SLAMET", "SITI"), a_family("KARTO", "TINI")
    first_quarter(office, tmp_path, [family, other])
    hit = find_people(office, Search("slamet"), is_typing=True)[0]
    draft = LocalFactDraft(FactKind.NOTE, hit.family_id or "", NEXT, text="Pindah ke Batang.")
    note = record_local_fact(office, draft).value
    a_quarter(office, tmp_path, [other], "Q2", is_compared=False)
    (line,) = reviews_of(office)
    assert (line.reasons, line.notes) == ((ReviewReason.NOT_IN_RELEASE,), 1)
    assert (line.name, line.last_note) == ("SLAMET", "Pindah ke Batang.")
    void_local_fact(office, note, "keliru")
    assert reviews_of(office) == []


def test_work_of_a_family_that_left_stays_reachable_everywhere(
    office: Office, tmp_path: Path
) -> None:
    family, other = a_family("SLAMET", "SITI"), a_family("KARTO", "TINI")
    first_quarter(office, tmp_path, [family, other])
    help_for(office, "slamet")
    number = letter_for(office, "slamet")
    a_quarter(office, tmp_path, [other], "Q2")
    (line,) = interventions_of(office)
    subject = line.intervention.subject
    for key in (subject.family_id, family.card, family.members[1].nik):
        facts = family_of(office, str(key))
        assert (facts.is_current, facts.release.label, facts.now_at) == (False, "Q1", ())
        assert facts.sheet.head_name == "SLAMET"
        assert [one.intervention.id for one in facts.interventions] == [line.intervention.id]
        assert [one.number for one in facts.letters] == [number]
        assert [point.is_present for point in facts.history] == [True, False]
    assert [one.line.number for one in letter_register(office)] == [number]
    assert reprint_letter(office, number, "arsip").value.pdf.startswith(b"%PDF")
    void_intervention(office, line.intervention.id, "salah orang")
    assert reviews_of(office)[0].interventions == 0  # the letter is still there


def test_a_replaced_card_leads_to_the_household_as_it_is_now(
    office: Office, tmp_path: Path
) -> None:
    family = a_family("SLAMET", "SITI", "BUDI", decile=2)
    renewed = replace(family, card=a_number(8, sequence=730), decile=4)
    first_quarter(office, tmp_path, [family])
    help_for(office, "slamet")
    number = letter_for(office, "slamet")
    a_quarter(office, tmp_path, [renewed], "Q2")
    (line,) = reviews_of(office)
    assert line.reasons == (ReviewReason.CARD_CHANGED,)
    facts = family_of(office, str(line.family_id))
    assert (facts.is_current, facts.sheet.family_card_no) == (True, renewed.card)
    # Help, letters and deciles of the household go on under the new card.
    assert len(facts.interventions) == 1
    assert [one.number for one in facts.letters] == [number]
    assert [(one.decile, one.is_present) for one in facts.history] == [(2, True), (4, True)]
    old = family_of(office, family.card)
    assert not old.is_current
    assert [(one.head_name, one.members) for one in old.now_at] == [("SLAMET", 3)]


def test_split_and_merged_cards_are_told(office: Office, tmp_path: Path) -> None:
    family, other = a_family("SLAMET", "SITI", "BUDI"), a_family("KARTO", "TINI")
    joined = replace(other, members=(*other.members, family.members[2]))
    first_quarter(office, tmp_path, [family, other])
    help_for(office, "slamet")
    help_for(office, "karto")
    help_for(office, "budi", is_person=True, period="2026-07")
    a_quarter(office, tmp_path, [without(family, 2), joined], "Q2")
    assert reasons(reviews_of(office)) == {
        "SLAMET": (ReviewReason.CARD_SPLIT,),
        "KARTO": (ReviewReason.CARD_MERGED,),
        "BUDI": (ReviewReason.PERSON_MOVED,),
    }
    (budi,) = (line for line in reviews_of(office) if line.name == "BUDI")
    assert family_of(office, str(budi.family_id)).sheet.family_card_no == other.card


def test_corrected_and_doubtful_numbers_and_people_who_left_are_told(
    office: Office, tmp_path: Path
) -> None:
    family = a_family("SLAMET", "SITI", "BUDI", "DEWI")
    dewi = replace(family.members[3], born="2012-03-04", sex=2)
    family = replace(family, members=(*family.members[:3], dewi))
    first_quarter(office, tmp_path, [family])
    for at, name in enumerate(("siti", "budi", "dewi")):
        help_for(office, name, is_person=True, period=f"2026-0{at + 5}")
    head, wife, son, _ = family.members
    after = (
        head,
        replace(wife, nik=a_number(45, sequence=731)),
        replace(son, nik=a_number(9, sequence=732), name="BUDI SANTOSO"),
    )
    a_quarter(office, tmp_path, [replace(family, members=after)], "Q2")
    assert reasons(reviews_of(office)) == {
        "SITI": (ReviewReason.NATIONAL_ID_CORRECTED,),
        "BUDI": (ReviewReason.PERSON_DOUBTFUL,),
        "DEWI": (ReviewReason.PERSON_LEFT,),
    }


def test_what_was_done_under_the_new_release_is_not_asked_about(
    office: Office, tmp_path: Path
) -> None:
    family, other = a_family("SLAMET", "SITI", "BUDI"), a_family("KARTO", "TINI")
    joined = replace(other, members=(*other.members, family.members[2]))
    first_quarter(office, tmp_path, [family, other])
    a_quarter(office, tmp_path, [without(family, 2), joined], "Q2")
    help_for(office, "slamet")
    help_for(office, "karto")
    assert reviews_of(office) == []


def test_it_waits_through_later_quarters_until_somebody_looks(
    office: Office, tmp_path: Path
) -> None:
    family, other = a_family("SLAMET", "SITI"), a_family("KARTO", "TINI")
    first_quarter(office, tmp_path, [family, other])
    help_for(office, "slamet")
    a_quarter(office, tmp_path, [other], "Q2")
    a_quarter(office, tmp_path, [replace(other, decile=9)], "Q3", LATER)
    (line,) = reviews_of(office)
    assert (line.release_label, line.reasons) == ("Q2", (ReviewReason.FAMILY_LEFT,))
    assert family_of(office, str(line.family_id)).release.label == "Q1"


def test_work_that_no_comparison_knows_of_is_listed_all_the_same(
    office: Office, tmp_path: Path
) -> None:
    family, other = a_family("SLAMET", "SITI"), a_family("KARTO", "TINI")
    first_quarter(office, tmp_path, [family, other])
    help_for(office, "slamet")
    a_release(office, tmp_path, [other], label="Q2", reference_date=NEXT)
    (line,) = reviews_of(office)
    assert (line.reasons, line.release_id) == ((ReviewReason.NOT_IN_RELEASE,), "")
    assert not family_of(office, str(line.family_id)).is_current


def test_a_tick_keeps_who_when_and_what_was_found_and_can_be_taken_back(
    office: Office, tmp_path: Path
) -> None:
    family, other = a_family("SLAMET", "SITI"), a_family("KARTO", "TINI")
    first_quarter(office, tmp_path, [family, other])
    help_for(office, "slamet")
    a_quarter(office, tmp_path, [other], "Q2")
    (line,) = reviews_of(office)
    done = mark_reviewed(office, line, "  pindah ke Batang  ")
    assert Topic.REVIEWS in done.topics
    assert count_reviews(office) == 0
    (kept,) = reviews_of(office, with_reviewed=True)
    assert kept.reviewed is not None
    assert (kept.reviewed.note, kept.reviewed.by_name, kept.reviewed.at) == (
        "pindah ke Batang",
        "Sari Contoh",
        office.now(),
    )
    unmark_reviewed(office, kept)
    assert [one.reviewed for one in reviews_of(office)] == [None]
    with office.read() as conn:
        deeds = [(one.deed, one.subject) for one in audit.lines_of(conn) if "review" in one.deed]
        assert audit.verify(conn, office.audit_key).is_ok
    assert deeds == [("work-review-undone", line.subject), ("work-reviewed", line.subject)]


def test_a_tick_needs_a_note(office: Office, tmp_path: Path) -> None:
    family, other = a_family("SLAMET", "SITI"), a_family("KARTO", "TINI")
    first_quarter(office, tmp_path, [family, other])
    help_for(office, "slamet")
    a_quarter(office, tmp_path, [other], "Q2")
    (line,) = reviews_of(office)
    for note, code in ((" ", Code.REASON_MISSING), ("x" * 2_001, Code.NOTE_TOO_LONG)):
        with pytest.raises(UserError) as caught:
            mark_reviewed(office, line, note)
        assert caught.value.code is code
    assert count_reviews(office) == 1


def test_a_family_that_is_nowhere_is_still_unknown(office: Office, tmp_path: Path) -> None:
    first_quarter(office, tmp_path, [a_family("SLAMET")])
    a_quarter(office, tmp_path, [a_family("KARTO")], "Q2")
    for key in (a_number(9, sequence=740), "123456", "bukan nomor"):
        with pytest.raises(UserError) as caught:
            family_of(office, key)
        assert caught.value.code is Code.SUBJECT_UNKNOWN
