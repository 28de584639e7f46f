"""A day of an office in a process of its own: what it leaves on the disk is searched afterwards.

Run as a program it is given the folders of the day and the deeds to do, one after the other, each
with the office opened anew; the last can be told to die. Every file that Python opens for writing is
told to the folder of the day, by its path.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from desktop_app import bootstrap, logs
from desktop_app.actions.backups import make_backup
from desktop_app.actions.evidence import EvidenceFile, attach_evidence
from desktop_app.actions.extracts import import_extract, preview_extract
from desktop_app.actions.families import family_of, reveal_family
from desktop_app.actions.form_drafts import keep_form_draft
from desktop_app.actions.intervention_export import export_interventions
from desktop_app.actions.interventions import record_intervention
from desktop_app.actions.letters import LetterDraft, issue_letter, preview_letter
from desktop_app.actions.matching import export_match, match_list, preview_list
from desktop_app.actions.office import Office
from desktop_app.actions.packages import write_package
from desktop_app.actions.proposal_drafts import ProposalDraft
from desktop_app.actions.proposals import open_proposal
from desktop_app.actions.search import Search, find_people
from desktop_app.domain.giving_out import Errand
from desktop_app.domain.intervention import InterventionDraft
from desktop_app.domain.proposal import ProposalKind
from desktop_app.domain.release import ReleaseDraft
from desktop_app.progress import Progress
from desktop_app.words.aid import status_names
from desktop_app.words.match_words import everything_said
from tests.actions.deeds import Calls, die
from tests.builders import a_family, a_pair
from tests.conftest import ADMIN, PASSPHRASE
from tests.evidence.files import a_photo

DAY = date(2026, 11, 24)
HUSBAND, WIFE, CHILD = "KENARIKUNING RAHARJO", "MERPATIPUTIH LESTARI", "JALAKSUREN RAHARJO"
OTHER, TYPED, WISHED = "CUCAKROWO WIBOWO", "rumahnya roboh diterjang", "dibantu tetangganya"
FAMILY = a_family(HUSBAND, WIFE, CHILD, sequence=141)
NEIGHBOUR = a_family(OTHER, sequence=142)
SECRETS = (
    *(name.split()[0] for name in (HUSBAND, WIFE, CHILD, OTHER)),
    TYPED,
    WISHED,
    FAMILY.card,
    NEIGHBOUR.card,
    *(member.nik for family in (FAMILY, NEIGHBOUR) for member in family.members),
)
"""What nobody may find: each name, number and sentence of the day."""


@dataclass(frozen=True, slots=True)
class Folders:
    """Where a day takes place: what may be searched, and `outside`, which belongs to people."""

    root: Path

    @property
    def office(self) -> Path:
        """The office folder."""
        return self.root / "office"

    @property
    def temporary(self) -> Path:
        """The folder for temporary files."""
        return self.root / "tmp"

    @property
    def home(self) -> Path:
        """Where the window remembers things."""
        return self.root / "home"

    @property
    def stick(self) -> Path:
        """For packages and backups."""
        return self.root / "stick"

    @property
    def outside(self) -> Path:
        """The files that came in, and what somebody exported on purpose."""
        return self.root / "outside"

    @property
    def opened(self) -> Path:
        """The paths that were opened for writing."""
        return self.root / "opened.txt"


def _family_id(office: Office) -> str:
    return family_of(office, FAMILY.card).sheet.id


def bring_in(office: Office, at: Folders, label: str) -> None:
    """A release of the two families, and many more so that there is something to be cut off."""
    many = 300 if label == "Q1" else 310
    crowd = [a_family(HUSBAND, WIFE, sequence=n % 140) for n in range(many)]
    pair = a_pair(at.outside / label, [FAMILY, NEIGHBOUR, *crowd], name=label)
    look = preview_extract(office, pair)
    import_extract(office, look, ReleaseDraft(label, DAY), Progress(), accept="contoh")


def load(office: Office, at: Folders) -> None:
    bring_in(office, at, "Q1")


def load_again(office: Office, at: Folders) -> None:
    bring_in(office, at, "Q2")


def look_up(office: Office, at: Folders) -> None:
    for text in (FAMILY.head.nik, FAMILY.card, HUSBAND.lower(), "kenarikunin", OTHER):
        find_people(office, Search(text), is_typing=True)
    reveal_family(office, _family_id(office), "warga di loket")


def record(office: Office, at: Folders) -> None:
    given = InterventionDraft(
        "BLT-DD", "2026-08", DAY, family_id=_family_id(office), amount=300_000, note=WISHED
    )
    made = record_intervention(office, given).value.intervention_id
    at.outside.joinpath(f"{HUSBAND}.jpg").write_bytes(a_photo(seed=3))
    photo = EvidenceFile("photo", path=at.outside / f"{HUSBAND}.jpg")
    attach_evidence(office, made, [photo])


def propose(office: Office, at: Folders) -> None:
    family_id = _family_id(office)
    for letters in range(5, len(TYPED) + 1):
        keep_form_draft(office, "proposal", family_id, {"reason": TYPED[:letters]})
    contents = {"reason": TYPED}
    open_proposal(
        office,
        ProposalDraft(
            ProposalKind.UPDATE_FACTS,
            family_id=family_id,
            contents=contents,
            corrections={"floor_type": "1"},
        ),
    )


def write_a_letter(office: Office, at: Folders) -> None:
    typed = {"purpose": WISHED, "addressee": "Camat"}
    draft = LetterDraft("pengantar", _family_id(office), DAY, typed=typed)
    preview_letter(office, draft)
    letter = issue_letter(office, draft).value
    at.outside.joinpath("surat.pdf").write_bytes(letter.pdf)


def export(office: Office, at: Folders) -> None:
    target = at.outside / "bantuan.xlsx"
    export_interventions(office, target, errand=Errand("rapat", "Bappeda"), statuses=status_names())
    listed = at.outside / "daftar.csv"
    rows = [f"{FAMILY.head.nik},{HUSBAND}", f",{OTHER}"] * 20
    listed.write_text("\n".join(["NIK,Nama", *rows]) + "\n", "utf-8")
    matched = match_list(office, preview_list(office, listed), Progress()).value
    said = everything_said()
    export_match(
        office, matched.id, at.outside / "cocok.xlsx", errand=Errand("rapat", "Bappeda"), said=said
    )


def carry(office: Office, at: Folders) -> None:
    write_package(office, at.stick, Progress())


def back_up(office: Office, at: Folders) -> None:
    make_backup(office, None, Progress())
    make_backup(office, at.stick, Progress())


DEEDS: dict[str, Callable[[Office, Folders], None]] = {
    "load": load,
    "look-up": look_up,
    "record": record,
    "propose": propose,
    "letter": write_a_letter,
    "export": export,
    "load-again": load_again,
    "carry": carry,
    "back-up": back_up,
}


def open_window(at: Folders) -> None:
    """Search, open the family and go through every page with the keyboard; ended by a kill."""
    from PySide6.QtCore import Qt
    from PySide6.QtWidgets import QApplication

    from desktop_app.ui.app import Application, memory_file
    from desktop_app.ui.memory import FileMemory
    from desktop_app.ui.page import Place
    from desktop_app.ui.program import Program
    from tests.ui.keys import CTRL, press, type_in

    memory = FileMemory(memory_file())
    app = Application(["dtsen-luring"], memory, version="1")
    program = Program(app.qt, app.appearance, memory, app=app)

    def settle() -> None:
        until = time.monotonic() + 20
        QApplication.processEvents()
        while program.is_busy and time.monotonic() < until:
            QApplication.processEvents()
            time.sleep(0.01)

    program.begin(at.office, ADMIN, PASSPHRASE)
    settle()
    window = program.window
    assert window is not None
    for text in (HUSBAND.lower(), FAMILY.head.nik, WIFE):
        press(window, Qt.Key.Key_K, CTRL)
        window.search_box.clear()
        type_in(window.search_box, text)
        settle()
        press(window.search_box, Qt.Key.Key_Return)
        settle()
    office = program.office
    assert office is not None
    window.go_to(Place("family", _family_id(office)))
    settle()
    assert window.page.title == HUSBAND
    for page in ("interventions", "proposals", "letters", "exchange", "settings", "search"):
        window.go_to(Place(page))
        settle()
    if any(secret in window.windowTitle() for secret in SECRETS):
        raise AssertionError("a title tells")
    os.write(1, b"seen\n")
    die()


def _tell(at: Folders) -> Callable[[str, tuple[object, ...]], None]:
    told = os.open(at.opened, os.O_CREAT | os.O_APPEND | os.O_WRONLY)

    def hook(event: str, args: tuple[object, ...]) -> None:
        if event == "open" and isinstance(args[0], str | bytes | os.PathLike):
            flags = args[2] if isinstance(args[2], int) else 0
            if flags & (os.O_WRONLY | os.O_RDWR):
                os.write(told, os.fsencode(os.path.abspath(args[0])) + b"\n")

    return hook


def main(root: str, deeds: str, last: str) -> None:
    """Do the deeds in order; the last of them is ended by a kill at this call, unless it is 0."""
    at = Folders(Path(root))
    sys.addaudithook(_tell(at))
    if deeds == "window":
        open_window(at)
    *before, final = deeds.split(",")
    for deed in (*before, final):
        office = bootstrap.open_office(at.office, ADMIN, PASSPHRASE)
        log = logs.setup(office.paths.logs)
        if deed == final and int(last):
            sys.setprofile(Calls(int(last)))
        DEEDS[deed](office, at)
        sys.setprofile(None)
        logs.shut(log)
        office.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
