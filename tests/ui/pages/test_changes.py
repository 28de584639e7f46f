"""What changed, on the screen: the sorts, the list, the desa, what is hidden, and the way to the family."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop_app.actions.extracts import drop_release
from desktop_app.actions.office import Office
from desktop_app.domain.comparison import ChangeKind, DecileMove
from desktop_app.domain.extract import Entity
from desktop_app.domain.giving_out import Errand
from desktop_app.store import audit
from desktop_app.ui.dialogs.reason import ReasonDialog
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.page import Place
from desktop_app.ui.pages.change_sorts import SortRow
from desktop_app.ui.pages.changes import ChangesPage
from desktop_app.ui.pages.family import FamilyPage
from tests.builders import Family, a_family, a_number, a_pair, a_release
from tests.quarters import NEXT, two_quarters
from tests.ui.keys import button, click, press, type_in
from tests.ui.pages.conftest import dialog, settle
from tests.ui.pages.test_releases import look_at, open_page

OpenWhole = Callable[[Office], MainWindow]
LEFT = a_family("SLAMET", "SITI", sequence=1, decile=2)
SPLIT = a_family("KARTO", "TINI", "BUDI", sequence=2, decile=2)
RICHER = a_family("PAIJO", "SRI", sequence=3, decile=1)
AWAY = a_family("WARNO", "YANI", sequence=4, decile=4)
OWN = Family(a_number(8, sequence=760), (replace(SPLIT.members[2], relationship=1),), 3)
ILL = replace(RICHER.members[0], more={"penyakit_kronis": "6"})
CORRECTED = replace(RICHER.members[1], nik=a_number(45, sequence=761))
AFTER = [
    replace(SPLIT, members=SPLIT.members[:2]),
    OWN,
    replace(RICHER, decile=9, members=(ILL, CORRECTED), more={"jenis_atap_terluas": "27"}),
    replace(AWAY, village="3326130024", village_name="PEKAJANGAN"),
]


def both_quarters(office: Office, folder: Path, *, is_compared: bool = True) -> str:
    return two_quarters(office, folder, [LEFT, SPLIT, RICHER, AWAY], AFTER, is_compared=is_compared)


def open_changes(qtbot: QtBot, window: MainWindow, release_id: str = "") -> ChangesPage:
    window.go_to(Place("changes", release_id))
    settle(qtbot, window)
    page = window.page
    assert isinstance(page, ChangesPage)
    qtbot.waitUntil(lambda: not page.desk.tasks.is_busy)
    return page


def choose(
    qtbot: QtBot,
    page: ChangesPage,
    kind: ChangeKind,
    entity: Entity = Entity.FAMILY,
    *,
    grade: DecileMove | None = None,
    field: str = "",
) -> None:
    for at, row in enumerate(page.sorts.rows.rows):
        if isinstance(row, SortRow) and (
            (row.wish.kind, row.wish.entity, row.wish.grade, row.wish.field)
            == (kind, entity, grade, field)
        ):
            page.sorts.setCurrentIndex(page.sorts.rows.index(at, 0))
            qtbot.waitUntil(lambda: not page.desk.tasks.is_busy)
            return
    raise AssertionError(kind)


def count_of(page: ChangesPage, text: str) -> str:
    return next(row[1] for row in page.sorts.texts() if row[0] == text)


def test_the_first_release_says_that_there_is_nothing_to_compare_with(
    qtbot: QtBot, open_whole: OpenWhole, office: Office, tmp_path: Path
) -> None:
    a_release(office, tmp_path, [LEFT])
    page = open_changes(qtbot, open_whole(office))
    assert page.nothing.isVisible()
    assert not page.out.export_button.isVisible()
    assert not page.sorts.isVisible()


def test_two_equal_quarters_say_that_nothing_changed(
    qtbot: QtBot, open_whole: OpenWhole, office: Office, tmp_path: Path
) -> None:
    two_quarters(office, tmp_path, [LEFT, SPLIT], [SPLIT, LEFT])
    page = open_changes(qtbot, open_whole(office))
    assert page.nothing.isVisible()
    assert "Q1" in page.subtitle


def test_opening_the_page_compares_what_was_not_compared_yet(
    qtbot: QtBot, open_whole: OpenWhole, office: Office, tmp_path: Path
) -> None:
    later = both_quarters(office, tmp_path, is_compared=False)
    page = open_changes(qtbot, open_whole(office))
    qtbot.waitUntil(page.sorts.isVisible)
    settle(qtbot, page.window())  # type: ignore[arg-type]  # the window of the page
    assert office.store.changes_file(later).is_file()
    assert count_of(page, "Families that left") == "1"


def test_each_sort_is_counted_and_listed_with_before_and_now_in_words(
    qtbot: QtBot, open_whole: OpenWhole, office: Office, tmp_path: Path
) -> None:
    both_quarters(office, tmp_path)
    page = open_changes(qtbot, open_whole(office))
    assert "Q2" in page.title
    assert [
        count_of(page, text) for text in ("Families that entered", "Cards split", "NIK corrected")
    ] == [
        "1",
        "1",
        "1",
    ]
    choose(qtbot, page, ChangeKind.DECILE_MOVED, grade=DecileMove.EXTREME)
    assert [row[:3] for row in page.table.texts()] == [["PAIJO", "Decile 1", "Decile 9"]]
    assert "up 8" in page.words.more(page.table.rows.rows[0])  # type: ignore[arg-type]  # a line
    choose(qtbot, page, ChangeKind.VILLAGE_MOVED)
    assert [row[:3] for row in page.table.texts()] == [["WARNO", "Langkap", "Pekajangan"]]
    choose(qtbot, page, ChangeKind.CHANGED, field="roof_type")
    assert [row[2] for row in page.table.texts()] == ["code 27 (unknown)"]
    choose(qtbot, page, ChangeKind.SPLIT)
    assert [row[2] for row in page.table.texts()] == ["2 cards"]
    assert len(page.detail.rows) == 2
    choose(qtbot, page, ChangeKind.DECILE_MOVED, grade=DecileMove.SAME)
    assert page.table.texts() == []
    assert page.none.isVisible()


def test_a_desa_narrows_the_counts_and_the_list(
    qtbot: QtBot, open_whole: OpenWhole, office: Office, tmp_path: Path
) -> None:
    both_quarters(office, tmp_path)
    window = open_whole(office)
    page = open_changes(qtbot, window)
    choose(qtbot, page, ChangeKind.VILLAGE_MOVED)
    pekajangan = next(one for one in page.filters.village.options if one.text == "Pekajangan")
    assert pekajangan.value is not None
    page.filters.village.choose(pekajangan.value)
    page.filters.village.activated.emit(page.filters.village.currentIndex())
    settle(qtbot, window)
    assert count_of(page, "Families that left") == "0"
    assert [row[0] for row in page.table.texts()] == ["WARNO"]
    choose(qtbot, page, ChangeKind.LEFT)
    assert page.table.texts() == []


def test_decile_moves_are_narrowed_to_those_that_went_up_or_down(
    qtbot: QtBot, open_whole: OpenWhole, office: Office, tmp_path: Path
) -> None:
    after = [replace(AWAY, decile=3), replace(LEFT, decile=4)]
    two_quarters(office, tmp_path, [AWAY, LEFT], after)
    window = open_whole(office)
    page = open_changes(qtbot, window)
    choose(qtbot, page, ChangeKind.LEFT)
    way = page.filters.direction
    assert not way.isVisible()
    choose(qtbot, page, ChangeKind.DECILE_MOVED, grade=DecileMove.SMALL)
    assert {row[0] for row in page.table.texts()} == {"WARNO", "SLAMET"}
    way.setFocus()
    for name in ("SLAMET", "WARNO"):
        press(way, Qt.Key.Key_Down)
        settle(qtbot, window)
        assert [row[0] for row in page.table.texts()] == [name]
    target = tmp_path / "turun.csv"
    page.out.export(Errand("rapat", "Bappeda"), [target])
    settle(qtbot, window)
    assert len(target.read_text("utf-8").splitlines()) == 3
    choose(qtbot, page, ChangeKind.VILLAGE_MOVED)
    assert not way.isVisible()


def test_numbers_and_health_are_hidden_until_somebody_says_why_and_again_when_they_leave(
    qtbot: QtBot, open_whole: OpenWhole, office: Office, tmp_path: Path
) -> None:
    both_quarters(office, tmp_path)
    window = open_whole(office)
    page = open_changes(qtbot, window)
    choose(qtbot, page, ChangeKind.CHANGED, Entity.PERSON, field="chronic_disease")
    assert page.table.texts()[0][2] == "•••••"
    choose(qtbot, page, ChangeKind.NATIONAL_ID_CORRECTED, Entity.PERSON)
    hidden = page.table.texts()[0][2]
    assert hidden.endswith(CORRECTED.nik[-4:])
    assert CORRECTED.nik[:6] not in hidden
    click(page.out.reveal_button)
    asked = dialog(qtbot, window, ReasonDialog)
    assert isinstance(asked, ReasonDialog)
    type_in(asked.line, "menanyakan ke Dukcapil")
    click(asked.go_on)
    qtbot.waitUntil(lambda: not page.out.reveal_button.isEnabled())
    assert page.table.texts()[0][2].replace(" ", "") == CORRECTED.nik
    with office.read() as conn:
        assert audit.lines_of(conn, newest=1)[0].deed == "list-revealed"
    window.go_to(Place("search"))
    settle(qtbot, window)
    window.go_back()
    settle(qtbot, window)
    assert page.out.reveal_button.isEnabled()
    assert page.table.texts()[0][2] == hidden


def test_enter_opens_the_family_and_one_that_left_as_the_earlier_release_had_it(
    qtbot: QtBot, open_whole: OpenWhole, office: Office, tmp_path: Path
) -> None:
    both_quarters(office, tmp_path)
    window = open_whole(office)
    page = open_changes(qtbot, window)
    choose(qtbot, page, ChangeKind.LEFT)
    press(page.sorts, Qt.Key.Key_Return)
    press(page.table, Qt.Key.Key_Return)
    settle(qtbot, window)
    family = window.page
    assert isinstance(family, FamilyPage)
    assert family.title == "SLAMET"
    assert family.gone.isVisible()
    assert "Q1" in family.gone.accessibleName()
    assert not family.record_button.isEnabled()
    assert not family.letter_button.isEnabled()
    family.start_new()
    assert not family.sheet.isVisible()


def test_a_family_under_a_new_card_is_one_click_away_from_its_old_page(
    qtbot: QtBot, open_whole: OpenWhole, office: Office, tmp_path: Path
) -> None:
    a_release(office, tmp_path, [LEFT], label="Q1")
    renewed = replace(LEFT, card=a_number(8, sequence=762))
    a_release(office, tmp_path, [renewed], label="Q2", reference_date=NEXT)
    window = open_whole(office)
    window.go_to(Place("family", LEFT.card))
    settle(qtbot, window)
    family = window.page
    assert isinstance(family, FamilyPage)
    assert family.gone.isVisible()
    (there,) = family.gone.buttons
    click(there)
    settle(qtbot, window)
    assert not family.gone.isVisible()
    assert family.record_button.isEnabled()


def test_the_list_is_written_as_a_file(
    qtbot: QtBot, open_whole: OpenWhole, office: Office, tmp_path: Path
) -> None:
    both_quarters(office, tmp_path)
    window = open_whole(office)
    page = open_changes(qtbot, window)
    choose(qtbot, page, ChangeKind.LEFT)
    target = tmp_path / "keluar.csv"
    page.out.export(Errand("rapat", "Bappeda"), [target])
    settle(qtbot, window)
    assert LEFT.card in target.read_text("utf-8")


def test_a_dropped_release_is_named_and_its_changes_stay(
    qtbot: QtBot, open_whole: OpenWhole, office: Office, tmp_path: Path
) -> None:
    both_quarters(office, tmp_path)
    drop_release(office, "Q1")
    page = open_changes(qtbot, open_whole(office))
    assert "Q1" in page.banner.text
    assert count_of(page, "Families that left") == "1"


def test_the_releases_page_and_the_end_of_an_import_lead_to_what_changed(
    qtbot: QtBot, open_whole: OpenWhole, office: Office, tmp_path: Path
) -> None:
    a_release(office, tmp_path, [LEFT, SPLIT, RICHER, AWAY], label="Q1")
    window = open_whole(office)
    wizard = look_at(qtbot, window, a_pair(tmp_path / "q2", AFTER, "q2"))
    wizard.look_step.reason.setText("contoh")
    click(wizard.next_button)
    wizard.name.label.setText("Q2")
    type_in(wizard.name.day_field.line, "1-10-2026")
    click(wizard.next_button)
    settle(qtbot, window)
    assert wizard.imported is not None
    assert office.store.changes_file(wizard.imported.release_id).is_file()
    click(button(wizard, "See what changed"))
    settle(qtbot, window)
    assert window.place == Place("changes", wizard.imported.release_id)
    assert "Q2" in open_changes(qtbot, window, wizard.imported.release_id).title
    releases = open_page(qtbot, window)
    click(releases.detail.changes_button)
    settle(qtbot, window)
    assert window.place.page == "changes"
