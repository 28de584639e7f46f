"""One letter while somebody types it: from each key to the page drawn anew, in the real window offscreen."""

from __future__ import annotations

import os
import time
from pathlib import Path

from desktop_app import __version__, bootstrap, bootstrap_demo
from desktop_app.actions.demo import DEMO_PASSPHRASE, DEMO_USER, DemoWish
from desktop_app.progress import Progress

_PERSONS = 3_000
_LONGEST_S = 10.0


def typed_previews(folder: Path, keys: int) -> list[float]:
    """Milliseconds, key by key."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtTest import QTest

    from desktop_app.actions.search import Search, find_people
    from desktop_app.ui.app import Application
    from desktop_app.ui.door import KnownOffice
    from desktop_app.ui.memory import ShortMemory
    from desktop_app.ui.page import Place
    from desktop_app.ui.pages.letters import LettersPage
    from desktop_app.ui.program import Program

    office_folder = folder / "kantor"
    bootstrap_demo.create_demo(office_folder, DemoWish(persons=_PERSONS), Progress()).office.close()
    memory = ShortMemory()
    app = Application(["bench"], memory, version=__version__)
    program = Program(app.qt, app.appearance, memory, app=app)
    office = bootstrap.open_office(office_folder, DEMO_USER, DEMO_PASSPHRASE)
    someone = next(
        one for one in find_people(office, Search("siti"), is_typing=True) if one.family_id
    )
    known = KnownOffice(str(office_folder), bootstrap.label_of(office_folder), DEMO_USER, "")
    program.entry.opened.emit(office, known)
    window = program.window
    assert window is not None
    window.resize(1366, 768)
    window.show()
    window.go_to(Place("letters", someone.family_id or ""))
    page = window.page
    assert isinstance(page, LettersPage)

    def until_drawn(before: object) -> None:
        ends = time.perf_counter() + _LONGEST_S
        while page._preview is before and time.perf_counter() < ends:
            app.qt.processEvents()
        page.paper.repaint()

    until_drawn(None)
    page.form.choose_kind("sktm")
    until_drawn(page._preview)
    QTest.qWait(500)
    editor = page.form.fields["beneficiary_school"].editor
    taken = []
    for at in range(keys):
        before = page._preview
        began = time.perf_counter()
        QTest.keyClicks(editor, "abcdefghij "[at % 11])
        until_drawn(before)
        taken.append((time.perf_counter() - began) * 1000)
    program.close()
    app.let_go()
    return taken
