"""Take a picture of every page in both languages and both themes: what the README and the help show.

    .venv/bin/python build_scripts/screenshots.py [--out FOLDER] [--readme] [--only id-light] [--size 1366x768]
                                             [--scale PERCENT]

Needs no display: the window is drawn offscreen unless the environment names another platform. The demo office is
made anew in a temporary folder, always the same people, so that pictures can be compared.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

# Started as a script, Python looks for modules beside it; the program is one folder up.
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from desktop_app import __version__, bootstrap, bootstrap_demo
from desktop_app.actions.demo import DEMO_PASSPHRASE, DEMO_USER, DemoWish
from desktop_app.actions.families import family_of
from desktop_app.actions.search import Search, find_people
from desktop_app.domain.person import PersonLine
from desktop_app.progress import Progress
from desktop_app.ui.app import Application
from desktop_app.ui.appearance import Scheme
from desktop_app.ui.door import KnownOffice
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.memory import ShortMemory
from desktop_app.ui.page import Place
from desktop_app.ui.pages.match import MatchPage
from desktop_app.ui.program import Program

ROOT = Path(__file__).resolve().parents[1]
PICTURES = ROOT / "build" / "pictures"
OF_README = ROOT / "resources" / "help" / "pictures"
"""Pictures that lie there already are renewed; the others stay in `PICTURES`."""
PERSONS = 3_000
SEARCHED = "siti"
_SETTLING_MS = 600


@dataclass(frozen=True, slots=True)
class Look:
    """One language and one theme."""

    language: str
    scheme: Scheme

    @property
    def name(self) -> str:
        """Part of the file's name."""
        return f"{self.language}-{self.scheme.value}"


LOOKS = tuple(Look(code, scheme) for code in ("id", "en") for scheme in (Scheme.LIGHT, Scheme.DARK))


def main(arguments: list[str] | None = None) -> int:
    """Take the pictures; the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--out", type=Path, default=PICTURES)
    parser.add_argument("--readme", action="store_true", help="renew the README's pictures too")
    parser.add_argument("--only", help="one look, such as id-light")
    parser.add_argument("--size", default="1366x768")
    parser.add_argument("--scale", type=int, default=100, help="size of the text, in percent")
    given = parser.parse_args(arguments)
    width, height = map(int, given.size.split("x"))
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    given.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        office = Path(folder) / "kantor"
        made = bootstrap_demo.create_demo(office, DemoWish(persons=PERSONS), Progress())
        made.office.close()
        memory = ShortMemory()
        app = Application(["dtsen-luring"], memory, version=__version__)
        app.appearance.choose_scale(given.scale)
        for look in LOOKS:
            if given.only in (None, look.name):
                _take(app, memory, office, look, given.out, (width, height))
        app.let_go()
    if given.readme:
        for picture in OF_README.glob("*.png"):
            shutil.copyfile(given.out / picture.name, picture)
    return 0


def _take(
    app: Application,
    memory: ShortMemory,
    folder: Path,
    look: Look,
    out: Path,
    size: tuple[int, int],
) -> None:
    app.speak(look.language)
    app.appearance.choose_scheme(look.scheme)
    program = Program(app.qt, app.appearance, memory, app=app)
    known = KnownOffice(str(folder), bootstrap.label_of(folder), DEMO_USER, "")

    program.entry.remember(known)
    program.entry.lock()
    program.entry.resize(1000, 640)
    program.entry.show()
    _settle(program)
    _keep(program.entry, out / f"unlock-{look.name}.png")

    office = bootstrap.open_office(folder, DEMO_USER, DEMO_PASSPHRASE)
    people = find_people(office, Search(SEARCHED), is_typing=True)
    families = [one.family_id for one in people if one.family_id and one.decile is not None]
    # The fullest page: a family that has had help, with the most members.
    pages = {family: family_of(office, family) for family in dict.fromkeys(families)}
    shown = max(
        pages, key=lambda one: (len(pages[one].interventions), len(pages[one].sheet.members))
    )
    program.entry.opened.emit(office, known)
    window = program.window
    assert window is not None
    window.resize(*size)
    window.search_box.setFocus()
    QTest.keyClicks(window.search_box, SEARCHED)
    _settle(program)
    _keep(window, out / f"search-{look.name}.png")
    _keep_match(program, window, _a_list(people, folder.parent), look, out)
    for name, place in (
        ("family", Place("family", shown)),
        ("interventions", Place("interventions")),
        ("letters", Place("letters", shown)),
        ("exchange", Place("exchange")),
        ("releases", Place("releases")),
        ("settings", Place("settings")),
        ("home", Place("home")),
        ("proposals", Place("proposals")),
        ("reports", Place("reports")),
        ("report", Place("reports", "R3")),
        ("map", Place("reports", "R15")),
        ("quarter", Place("reports", "R8")),
        ("report-list", Place("reports", "R3", "poorest_missed/")),
    ):
        window.go_to(place)
        _settle(program)
        _keep(window, out / f"{name}-{look.name}.png")
    program.close()


def _a_list(people: Sequence[PersonLine], folder: Path) -> Path:
    """A list as an agency sends it: some with a NIK, some by name only, some misspelt, some unknown."""
    path = folder / "daftar_dinas.csv"
    rows = ["NIK;Nama;Tanggal Lahir;Keterangan"]
    for at, one in enumerate(people[:40]):
        nik = one.national_id or ""
        rows.append(
            (
                f"{nik};{one.name};{one.birth_date or ''};",
                f";{one.name};;tanpa NIK",
                f";{one.name[:-2]}{one.name[-1:]};{one.birth_date or ''};",
                ";BEJO SUKOCO;1970-04-03;",
            )[at % 4]
        )
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return path


def _keep_match(program: Program, window: MainWindow, path: Path, look: Look, out: Path) -> None:
    window.go_to(Place("match"))
    _settle(program)
    page = window.page
    assert isinstance(page, MatchPage)
    page.take([path])
    _settle(program)
    _keep(window, out / f"match-columns-{look.name}.png")
    page.match_button.click()
    _settle(program)
    _keep(window, out / f"match-{look.name}.png")
    page.work.remove()
    _settle(program)


def _settle(program: Program) -> None:
    """Until nothing is under way and a moment has passed for what follows from it."""
    loop = QEventLoop()
    quiet = QTimer()
    quiet.setSingleShot(True)
    quiet.setInterval(_SETTLING_MS)
    quiet.timeout.connect(loop.quit)
    watch = QTimer()
    watch.setInterval(20)
    watch.timeout.connect(lambda: quiet.start() if program.is_busy else None)
    watch.start()
    quiet.start()
    loop.exec()
    watch.stop()


def _keep(window: QWidget, file: Path) -> None:
    window.grab().save(str(file))
    print(file.name, flush=True)


if __name__ == "__main__":
    sys.exit(main())
