"""The register of letters: found, followed from made to handed over, cancelled, never numbered twice."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest

from desktop_app.actions.letter_books import RegisterBook, preview_register, print_register
from desktop_app.actions.letter_register import letter_register, reserve_numbers, step_letters
from desktop_app.actions.letter_verification import code_of, verify_code
from desktop_app.actions.letters import issue_letter, open_letter, reprint_letter
from desktop_app.actions.office import Office
from desktop_app.actions.proposal_drafts import ProposalDraft
from desktop_app.actions.proposals import open_proposal, step_proposal
from desktop_app.domain.op import read_op
from desktop_app.domain.proposal import ProposalKind, ProposalState
from desktop_app.domain.register import LetterState, RegisterFilter
from desktop_app.errors import Code, UserError
from desktop_app.progress import Progress
from desktop_app.store import ops
from tests.actions.test_letters import a_draft, text_of, writing

__all__ = ["writing"]


def step(office: Office, letter_id: str, to: LetterState, note: str = "") -> int:
    return step_letters(office, [letter_id], to, note, progress=Progress()).value.stepped


def test_a_letter_goes_from_made_to_handed_over_with_who_and_when(writing: Office) -> None:
    issued = issue_letter(writing, a_draft(writing)).value
    letter_id = issued.line.id
    assert open_letter(writing, letter_id).pdf == issued.pdf
    assert step(writing, letter_id, LetterState.PRINTED) == 1
    assert step(writing, letter_id, LetterState.PRINTED) == 0
    assert step(writing, letter_id, LetterState.HANDED_OVER, "SLAMET sendiri") == 1
    (entry,) = letter_register(writing, RegisterFilter(state=LetterState.HANDED_OVER))
    assert (entry.line.printed, entry.line.handed_over) != (None, None)
    assert entry.line.handed_over is not None
    assert entry.line.handed_over.by == writing.account.id
    assert entry.line.handed_over.note == "SLAMET sendiri"
    with pytest.raises(UserError) as caught:
        open_letter(writing, letter_id)
    assert caught.value.code is Code.REASON_MISSING


def test_a_cancelled_letter_keeps_its_number_and_takes_no_step(writing: Office) -> None:
    first = issue_letter(writing, a_draft(writing)).value.line
    with pytest.raises(UserError) as caught:
        step(writing, first.id, LetterState.CANCELLED)
    assert caught.value.code is Code.REASON_MISSING
    assert step(writing, first.number, LetterState.CANCELLED, "salah nama") == 1
    outcome = step_letters(writing, [first.id], LetterState.PRINTED, progress=Progress()).value
    assert [one.error.code for one in outcome.refused] == [Code.LETTER_CANCELLED]
    assert issue_letter(writing, a_draft(writing)).value.line.sequence == 2
    with pytest.raises(UserError) as caught:
        issue_letter(writing, a_draft(writing, number="1"))
    assert caught.value.code is Code.LETTER_NUMBER_TAKEN


def test_reserved_numbers_are_for_the_hand_only(writing: Office) -> None:
    assert reserve_numbers(writing, 3, "surat tulis tangan").value == range(1, 4)
    assert issue_letter(writing, a_draft(writing)).value.line.sequence == 4
    assert issue_letter(writing, a_draft(writing, number="2")).value.line.sequence == 2


def test_the_register_is_searched_by_name_number_kind_and_day(writing: Office) -> None:
    slamet = issue_letter(writing, a_draft(writing)).value.line
    karto = issue_letter(writing, a_draft(writing, "karto", kind="sktm")).value.line
    old = issue_letter(writing, a_draft(writing, dated=date(2025, 3, 1))).value.line

    def found(**wanted: object) -> set[str]:
        wish = RegisterFilter(**wanted)  # type: ignore[arg-type]  # every value has its field's type
        return {one.line.id for one in letter_register(writing, wish)}

    assert found(text="kart") == {karto.id}
    assert found(text=slamet.number) == {slamet.id}
    assert found(text="100%") == set()
    assert found(kind="sktm") == {karto.id}
    assert found(until=date(2025, 12, 31)) == {old.id}
    assert found(is_double=True) == set()


def taken_in_as_anothers(office: Office, letter_id: str, *changes: tuple[bytes, bytes]) -> None:
    """The letter once more, under another id, as another computer would have sent it."""
    with office.read() as conn:
        first = ops.first_of(conn, letter_id)
    assert first is not None
    raw = first.raw.replace(letter_id.encode(), b"f" * len(letter_id))
    raw = raw.replace(first.id.encode(), b"e" * len(first.id))
    for old, new in changes:
        assert old in raw
        raw = raw.replace(old, new)
    with office.write() as tx:
        assert ops.receive(tx, read_op(raw))


def test_a_copy_of_the_database_that_draws_the_same_number_is_flagged(writing: Office) -> None:
    ours = issue_letter(writing, a_draft(writing)).value.line
    taken_in_as_anothers(writing, ours.id)
    doubles = letter_register(writing, RegisterFilter(is_double=True))
    assert len(doubles) == 2
    assert all(one.is_double for one in doubles)
    assert {one.is_kept for one in doubles} == {True, False}


def test_letters_of_other_offices_do_not_move_our_numbers(writing: Office) -> None:
    ours = issue_letter(writing, a_draft(writing)).value.line
    taken_in_as_anothers(
        writing,
        ours.id,
        (b'"sequence":1', b'"sequence":77'),
        (b'"office":"33.26.13"', b'"office":"33.26.13.2004"'),
    )
    assert issue_letter(writing, a_draft(writing)).value.line.sequence == 2


def test_a_copy_says_so_and_the_page_beneath_is_the_same(writing: Office) -> None:
    issued = issue_letter(writing, a_draft(writing)).value
    copy = reprint_letter(writing, issued.line.id, "arsip", is_copy=True).value.pdf
    assert copy.startswith(issued.pdf)
    assert "SALINAN" in text_of(copy)


def test_the_code_of_a_letter_is_checked_offline_pasted_or_typed(writing: Office) -> None:
    issued = issue_letter(writing, a_draft(writing, kind="keterangan-dtsen")).value
    printed = text_of(issued.pdf)
    with writing.read() as conn:
        whole = code_of(
            writing, conn, kind=issued.line.kind, number=issued.line.number, dated=issued.line.dated
        )
    short = whole.rpartition("*")[2]
    assert short in printed
    assert "SLAMET" not in whole
    for typed in (whole, short, short.replace("-", " ").lower()):
        verdict = verify_code(writing, typed)
        assert verdict.is_genuine
        assert verdict.line == issued.line
    assert not verify_code(writing, whole.replace(issued.line.number, "400/9/1")).is_genuine
    assert not verify_code(writing, "ABCD-EFGH-JKMN-PQRS").is_genuine
    assert not verify_code(writing, "").is_genuine


def test_registers_are_printed_with_what_the_letters_said(writing: Office) -> None:
    issue_letter(writing, a_draft(writing, kind="sktm"))
    other = issue_letter(writing, a_draft(writing, "karto")).value.line
    step(writing, other.id, LetterState.HANDED_OVER, "Kepala Dusun")
    with pytest.raises(UserError) as caught:
        print_register(writing, RegisterBook.AGENDA, RegisterFilter(), " ")
    assert caught.value.code is Code.REASON_MISSING
    agenda = print_register(writing, RegisterBook.AGENDA, RegisterFilter(), "arsip").value
    text = text_of(agenda.pdf)
    assert text.index("SLAMET") < text.index("KARTO")
    assert agenda.serial in text
    assert "2 (dua) surat" in text
    expedition = preview_register(writing, RegisterBook.EXPEDITION, RegisterFilter())
    assert "Kepala Dusun, " in text_of(expedition.pdf)
    sktm = text_of(preview_register(writing, RegisterBook.SKTM, RegisterFilter()).pdf)
    assert "keperluan contoh" in sktm
    assert "KARTO" not in sktm
    since = RegisterFilter(since=date(2027, 1, 1))
    assert "SLAMET" not in text_of(preview_register(writing, RegisterBook.AGENDA, since).pdf)


def test_two_windows_at_once_never_draw_the_same_number(writing: Office) -> None:
    draft = a_draft(writing)

    def write(_: int) -> int:
        return issue_letter(writing, draft).value.line.sequence

    with ThreadPoolExecutor(2) as both:
        numbers = list(both.map(write, range(12)))
    assert sorted(numbers) == list(range(1, 13))


def test_the_book_of_objections_says_what_became_of_each_and_not_who_objected(
    writing: Office,
) -> None:
    family_id = a_draft(writing).family_id
    contents = {"reason": "mempunyai toko besar", "proof": "foto toko", "phone": "081234567890"}
    draft = ProposalDraft(ProposalKind.OBJECTION, family_id=family_id, contents=contents)
    opened = open_proposal(writing, draft).value.proposal_id

    def printed(wanted: RegisterFilter) -> str:
        return text_of(preview_register(writing, RegisterBook.OBJECTIONS, wanted).pdf)

    assert "SLAMET" not in printed(RegisterFilter())  # nobody has handed it in yet
    step_proposal(writing, opened, ProposalState.SUBMITTED, on=writing.today())
    step_proposal(
        writing, opened, ProposalState.WITHDRAWN, on=writing.today(), reason="salah orang"
    )
    text = printed(RegisterFilter(until=date(2026, 12, 31)))
    for said in ("BUKU SANGGAHAN", "SLAMET", "Langkap", "toko besar", "foto toko", "salah orang"):
        assert said in text
    assert "081234567890" not in text
    assert "SLAMET" not in printed(RegisterFilter(since=date(2027, 1, 1)))
