"""What people install touches nothing but the program's own files."""

from __future__ import annotations

import configparser
import re
import xml.etree.ElementTree
from pathlib import Path

import pytest

from build_scripts import installer, windows
from build_scripts.bootstrap import LOCK
from desktop_app import __version__
from desktop_app.exchange.container import SUFFIX
from desktop_app.paths import PORTABLE, beside_program


@pytest.fixture
def script(tmp_path: Path) -> str:
    """The script of the setup of a small program."""
    (tmp_path / "_internal" / "deep").mkdir(parents=True)
    (tmp_path / "dtsen-luring.exe").write_bytes(b"x")
    (tmp_path / "_internal" / "deep" / "a$b.dll").write_bytes(b"x")
    return installer.setup_script(tmp_path, tmp_path / "setup.exe")


def test_the_setup_needs_no_administrator(script: str) -> None:
    assert "RequestExecutionLevel user" in script
    assert "HKLM" not in script
    assert re.search(r"@[A-Z]+@", script) is None


def test_the_setup_removes_each_file_by_name_and_only_empty_folders(script: str) -> None:
    removing = script.partition('Section "Uninstall"')[2]
    assert 'Delete "$INSTDIR\\_internal\\deep\\a$$b.dll"' in removing
    assert removing.index("RMDir") > removing.index("Delete")
    assert 'RMDir /r "$INSTDIR' not in removing


def test_removing_asks_before_it_forgets_and_a_silent_one_does_not_forget(script: str) -> None:
    assert 'MessageBox MB_YESNO|MB_DEFBUTTON2 "$(ask)" /SD IDNO IDNO kept' in script
    assert script.count('RMDir /r "$LOCALAPPDATA\\dtsen-luring"') == 1


def test_packages_belong_to_the_program_on_both_systems(script: str) -> None:
    assert installer.SUFFIX == SUFFIX
    assert f'"Software\\Classes\\{SUFFIX}"' in script
    texts = installer.deb_texts(1)
    mime = xml.etree.ElementTree.fromstring(
        texts["usr/share/mime/packages/dtsen-luring.xml"].encode()
    )
    kind = mime[0].attrib["type"]
    assert mime[0].find("{*}glob") is not None
    desktop = configparser.ConfigParser()
    desktop.read_string(texts["usr/share/applications/dtsen-luring.desktop"])
    assert kind in desktop["Desktop Entry"]["MimeType"]


def test_the_package_for_debian_runs_nothing_when_it_is_installed_or_removed() -> None:
    texts = installer.deb_texts(123)
    assert [name for name in texts if name.startswith("DEBIAN/")] == ["DEBIAN/control"]
    assert f"Version: {__version__}\n" in texts["DEBIAN/control"]
    assert "Installed-Size: 123\n" in texts["DEBIAN/control"]


def test_a_program_on_a_stick_keeps_its_data_beside_itself(tmp_path: Path) -> None:
    program = tmp_path / "dtsen-luring"
    assert beside_program() is None
    assert beside_program(program) is None
    (tmp_path / PORTABLE).touch()
    assert beside_program(program) == tmp_path / "data"


def test_the_lock_is_read_as_windows_reads_it() -> None:
    lock = windows.windows_lock(LOCK.read_text(encoding="utf-8"))
    assert "pywin32-ctypes==" in lock
    assert ";" not in lock
    assert "execnet==" in lock
    entries = re.split(r"^(?=\w)", lock, flags=re.MULTILINE)[1:]
    assert all("--hash=sha256:" in entry for entry in entries)
