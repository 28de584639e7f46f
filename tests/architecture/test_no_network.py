"""The program has no way to speak to the world: no import for it, no socket in any process of it."""

from __future__ import annotations

import ast
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import PASSPHRASE
from tests.network import NetworkUsed

ROOT = Path(__file__).resolve().parents[2]
FORBIDDEN = (
    "asyncio",
    "ftplib",
    "http",
    "imaplib",
    "requests",
    "smtplib",
    "socket",
    "socketserver",
    "ssl",
    "urllib.request",
    "webbrowser",
    "xmlrpc",
    "PySide6.QtNetwork",
    "PySide6.QtWebEngineCore",
    "PySide6.QtWebSockets",
)
HOOKED = """
import sys
sys.path.insert(0, {root!r})
from tests.network import refuse_network
sys.addaudithook(refuse_network)
"""


def imported(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
            names.update(f"{node.module}.{alias.name}" for alias in node.names)
    return names


def test_nothing_that_speaks_to_a_network_is_imported() -> None:
    found = {
        f"{path.relative_to(ROOT)}: {name}"
        for path in (ROOT / "desktop_app").rglob("*.py")
        for name in imported(path)
        if any(name == one or name.startswith(f"{one}.") for one in FORBIDDEN)
    }
    assert found == set()


@pytest.mark.parametrize("family", [socket.AF_INET, socket.AF_INET6])
def test_the_hook_of_every_test_refuses_a_socket(family: socket.AddressFamily) -> None:
    with pytest.raises(NetworkUsed):
        socket.socket(family)
    with pytest.raises(NetworkUsed):
        socket.getaddrinfo("localhost", 80)


def test_whole_processes_of_the_program_do_without_a_network(tmp_path: Path) -> None:
    # Also the helpers that loading starts are such processes: the hook is put into each at its start.
    (tmp_path / "sitecustomize.py").write_text(HOOKED.format(root=str(ROOT)), encoding="utf-8")
    office = tmp_path / "office"
    environment = {
        **os.environ,
        "PYTHONPATH": str(tmp_path),
        "DTSEN_PASSPHRASE": PASSPHRASE,
        "QT_QPA_PLATFORM": "offscreen",
    }
    common = ("--office", str(office), "--user", "demo")

    def run(*arguments: str) -> None:
        done = subprocess.run(
            [sys.executable, "-m", "desktop_app", *arguments],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
            timeout=180,
        )
        assert "NetworkUsed" not in done.stderr
        assert done.returncode == 0, done.stderr

    run("demo", "create", "--persons", "300", "--interventions", "5", *common)
    run("search", "siti", *common)
    run("office", "check", *common)
    run("package", "write", "--out", str(tmp_path / "office-stick"), *common)
    run("self-check")
