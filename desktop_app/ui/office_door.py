"""The door to real offices: what the way in asks for, done by the parts that `bootstrap` puts together."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths

from desktop_app import (
    bootstrap,
    bootstrap_demo,
    bootstrap_rekey,
    bootstrap_rescue,
    bootstrap_reset,
)
from desktop_app.actions.accounts import change_passphrase, suggested_passphrase
from desktop_app.actions.demo import DEMO_PASSPHRASE, DEMO_USER, DemoWish
from desktop_app.actions.office import Office
from desktop_app.actions.reference import Reference
from desktop_app.domain.office import OfficeDraft
from desktop_app.paths import RESOURCES, OfficePaths, beside_program
from desktop_app.progress import Progress
from desktop_app.ui.door import Asked, Back, Door, Made, NewKey


def _open(folder: Path, user: str, passphrase: str) -> Office:
    return bootstrap.open_office(folder, user, passphrase)


def _make(folder: Path, draft: OfficeDraft, passphrase: str) -> Made[Office]:
    new = bootstrap.create_office(folder, draft, passphrase)
    return Made(new.office, folder, draft.name, draft.admin, new.recovery_code)


def _recover(folder: Path, code: str, user: str, passphrase: str) -> Made[Office]:
    opened = bootstrap_rescue.recover_office(folder, code, user, passphrase)
    office = opened.office
    return Made(office, folder, office.profile.name, office.account.name, opened.recovery_code)


def _restore(
    backup: Path, folder: Path, user: str, passphrase: str, progress: Progress
) -> Back[Office]:
    back = bootstrap_rescue.restore_office(backup, folder, user, passphrase, progress)
    office = back.office
    return Back(
        Made(office, folder, office.profile.name, office.account.name),
        back.age,
        back.releases_missing,
        back.is_evidence_missing,
    )


def _change_key(folder: Path, user: str, passphrase: str, progress: Progress) -> NewKey[Office]:
    done = bootstrap_rekey.rekey_office(folder, user, passphrase, progress)
    office = done.office
    return NewKey(
        Made(office, folder, office.profile.name, office.account.name, done.recovery_code),
        tuple((one.account.full_name, one.code) for one in done.accesses),
    )


def _asked(folder: Path) -> Asked | None:
    question = bootstrap_reset.waiting_question(folder)
    return None if question is None else Asked(question.asked_at, question.match_code)


def _ask_hub(folder: Path, out: Path) -> Asked:
    bootstrap_reset.ask_reset(folder, out)
    asked = _asked(folder)
    assert asked is not None, "it was just asked"
    return asked


def _take_answer(folder: Path, answer: Path, user: str, passphrase: str) -> Made[Office]:
    opened = bootstrap_reset.reset_office(folder, answer, user, passphrase)
    office = opened.office
    return Made(office, folder, office.profile.name, office.account.name, opened.recovery_code)


def office_door() -> Door[Office]:
    """Opens, makes, shows and restores real offices."""
    words = Reference(RESOURCES)
    return Door(
        open_office=_open,
        make_office=_make,
        make_demo=_make_demo,
        recover=_recover,
        must_choose=lambda office: office.must_choose_passphrase,
        choose=change_passphrase,
        close=lambda office: office.close(),
        suggest=lambda: suggested_passphrase(words.passphrase_words),
        restore=_restore,
        change_key=_change_key,
        asked=_asked,
        ask_hub=_ask_hub,
        take_answer=_take_answer,
    )


def _make_demo() -> Made[Office]:
    """The demo office of this computer; one that was made before is opened again."""
    folder = documents() / "DTSEN Luring" / "contoh"
    if OfficePaths(folder).database.is_file():
        office = bootstrap.open_office(folder, DEMO_USER, DEMO_PASSPHRASE)
    else:
        office = bootstrap_demo.create_demo(folder, DemoWish(), Progress()).office
    return Made(office, folder, office.profile.name, DEMO_USER)


def documents() -> Path:
    """Where people keep their documents; beside the program where it lives on a stick."""
    beside = beside_program()
    if beside is not None:
        return beside
    kind = QStandardPaths.StandardLocation.DocumentsLocation
    return Path(QStandardPaths.writableLocation(kind) or str(Path.home()))
