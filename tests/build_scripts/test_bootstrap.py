"""Setting up a machine: what is missing is found and named down to the package."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from build_scripts import bootstrap


def test_a_library_that_the_loader_does_not_find_is_named_with_its_package() -> None:
    missing = bootstrap.missing_libraries({"libnobodyhasthis.so.1": "libnobodyhasthis1"})
    assert missing == [bootstrap.Wanted("libnobodyhasthis.so.1", "libnobodyhasthis1")]
    assert "apt-get install libnobodyhasthis1" in bootstrap.how_to_install(missing)


def test_a_display_is_where_the_environment_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    assert not bootstrap.has_display()
    monkeypatch.setenv("DISPLAY", ":0")
    assert bootstrap.has_display()


def test_the_lock_has_a_hash_for_every_package_and_no_address() -> None:
    lock = bootstrap.LOCK.read_text(encoding="utf-8")
    packages = re.split(r"^(?=\w)", lock, flags=re.MULTILINE)[1:]
    assert len(packages) > 40
    assert all("--hash=sha256:" in package for package in packages)
    assert "://" not in lock


def test_a_python_that_is_too_old_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bootstrap, "OLDEST", (99, 0))
    with pytest.raises(bootstrap.CannotSetUp, match=r"Python 99\.0 or newer is needed"):
        bootstrap.set_up()


def test_the_scripts_that_run_first_need_only_the_standard_library() -> None:
    code = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "from build_scripts import bootstrap, build, check, repository, translations\n"
        "outside = [m for m in sys.modules.values() if 'site-packages' in (getattr(m, '__file__', '') or '')]\n"
        "sys.exit(str(outside) if outside else 0)"
    )
    root = Path(__file__).resolve().parents[2]
    environment = {name: os.environ[name] for name in ("SYSTEMROOT", "PATH") if name in os.environ}
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", code, str(root)],
        env=environment,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
