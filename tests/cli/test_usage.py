"""Wrong usage, help, languages and the way out: exit codes and the error object."""

from __future__ import annotations

import json
import signal
from pathlib import Path

import pytest

from desktop_app.actions.office import Office
from desktop_app.cli import main as door
from desktop_app.cli.call import Window
from desktop_app.cli.parser import parse
from desktop_app.cli.usage import WrongUsage
from desktop_app.cli.watching import bar_line, watched
from desktop_app.errors import Cancelled, Code, MachineError
from desktop_app.progress import Reading
from tests.cli.conftest import Register, Run
from tests.conftest import ADMIN


def a_window(show: object) -> Window:
    """A window that does what the test says instead of opening."""

    def open_it(_office: Path | None, _user: str) -> int:
        if isinstance(show, BaseException):
            raise show
        assert isinstance(show, int)
        return show

    def check_it(_office: Office) -> None:
        raise AssertionError("nobody asked for a check")

    return Window(open_it, check_it)


def test_without_a_command_the_window_opens_at_the_office_that_was_named() -> None:
    opened: list[tuple[Path | None, str]] = []

    def show(office: Path | None, user: str) -> int:
        opened.append((office, user))
        return 0

    window = Window(show, a_window(0).check)
    assert door.run(["--office", "kantor", "--user", "sari"], window) == 0
    assert door.run([], window) == 0
    assert opened == [(Path("kantor"), "sari"), (None, "")]


@pytest.mark.parametrize(
    "arguments",
    [
        ["no-such-command"],
        ["office"],
        ["office", "create"],
        ["office", "info", "--no-such-option"],
        ["office", "create", "--kind", "kabupaten"],
        ["search", "x", "--limit", "0"],
        ["search", "x", "--decile", "4-1"],
        ["search", "x", "--decile", "0-3"],
        ["office", "info"],
        ["search", "--office", "kantor", "--user", ADMIN],
    ],
)
def test_wrong_usage_ends_with_2_and_with_json_as_an_object(run: Run, arguments: list[str]) -> None:
    said = run(*arguments)
    assert said.code == 2
    assert said.out == ""
    assert said.err.strip()
    assert run(*arguments, "--json").error["code"] == "wrong-usage"
    assert run("--json", *arguments).code == 2


def test_what_is_missing_is_said_in_the_language_asked_for(run: Run) -> None:
    assert "Ini belum diisi: --kind" in run("office", "create").err
    assert "These are missing: --kind" in run("office", "create", "--lang", "en").err
    assert "These are missing: --kind" in run("--lang=en", "office", "create").err


def test_every_fault_that_argparse_finds_is_said_in_our_words(run: Run) -> None:
    for arguments, words in [
        (["office", "create", "--kind"], "perlu diisi"),
        (["search", "x", "--limit", "many"], "tidak terbaca"),
        (["office", "create", "--kind", "x"], "bukan salah satu dari"),
        (["office", "info", "--nothing"], "tidak dimengerti"),
        (["office", "info", "--json=yes"], "tidak diisi"),
    ]:
        assert words in run(*arguments).err, arguments


def test_help_is_printed_in_both_languages_and_lists_only_what_works(run: Run) -> None:
    indonesian, english = run("--help"), run("--help", "--lang", "en")
    assert indonesian.code == english.code == 0
    assert indonesian.out.startswith("Pemakaian: dtsen-luring")
    assert english.out.startswith("Usage: dtsen-luring")
    assert "optional arguments" not in english.out


def test_common_options_are_taken_before_and_after_the_command() -> None:
    for arguments in (
        ["--office", "a", "--json", "--user", "x", "office", "info"],
        ["office", "--office", "a", "--user", "x", "info", "--json"],
        ["office", "info", "--office", "a", "--user", "x", "--json"],
    ):
        given = parse(arguments)
        assert (given.office_folder, given.user, given.as_json) == (Path("a"), "x", True)


def test_a_passphrase_is_never_taken_as_an_argument() -> None:
    for option in ("--passphrase", "--password"):
        with pytest.raises(WrongUsage):
            parse(["office", "info", option, "rahasia sekali sungguh"])


def test_options_cannot_be_shortened() -> None:
    with pytest.raises(WrongUsage):
        parse(["office", "info", "--off", "a"])


def test_a_failure_of_the_person_ends_with_1_and_says_what_to_do(run: Run, tmp_path: Path) -> None:
    arguments = ("office", "info", "--office", tmp_path, "--user", ADMIN)
    said = run(*arguments)
    assert (said.code, said.out) == (1, "")
    assert "(office-missing)" in said.err
    assert run(*arguments, "--json").error["code"] == "office-missing"
    assert list(tmp_path.iterdir()) == []


def test_a_failure_of_the_machine_ends_with_3(capsys: pytest.CaptureFixture[str]) -> None:
    window = a_window(MachineError(Code.DISK_FULL, name="office.db"))
    assert door.run(["--json"], window) == 3
    error = json.loads(capsys.readouterr().out)["error"]
    assert error["code"] == "disk-full"
    assert error["facts"] == {"name": "office.db"}


def test_a_bug_ends_with_70_and_a_reference_without_what_it_was_about(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert door.run(["--json"], a_window(RuntimeError("3326130201809001 SLAMET"))) == 70
    out, err = capsys.readouterr()
    error = json.loads(out)["error"]
    assert error["code"] == "internal-error"
    assert error["facts"]["reference"].startswith("E-")
    assert error["facts"]["reference"] in error["message"]
    assert "3326130201809001" not in out + err
    assert "SLAMET" not in out + err.replace(
        'a_window(RuntimeError("3326130201809001 SLAMET"))', ""
    )


@pytest.mark.parametrize("stop", [KeyboardInterrupt(), Cancelled()])
def test_stopping_ends_with_130(stop: BaseException, capsys: pytest.CaptureFixture[str]) -> None:
    assert door.run(["--json"], a_window(stop)) == 130
    assert json.loads(capsys.readouterr().out)["error"]["code"] == "stopped"


def test_the_first_interrupt_asks_the_work_to_stop_where_it_is_safe() -> None:
    before = signal.getsignal(signal.SIGINT)
    with watched() as progress:
        progress.begin("writing", total=2, stoppable=False)
        signal.raise_signal(signal.SIGINT)
        progress.advance()
        with pytest.raises(Cancelled):
            progress.begin("loading", total=2)
    assert signal.getsignal(signal.SIGINT) is before


def test_the_second_interrupt_breaks_the_work_off() -> None:
    with watched() as progress:
        progress.begin("writing", stoppable=False)
        signal.raise_signal(signal.SIGINT)
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)


def test_the_bar_says_what_is_done_and_how_far_it_is() -> None:
    assert bar_line(Reading("loading", 1, 4, stoppable=True)).endswith("█" * 6 + "░" * 18 + "  25%")
    assert bar_line(Reading("sealing", 0, 0, stoppable=True)).endswith("…")


def test_a_wrong_passphrase_is_refused_and_the_log_says_so_without_it(
    run: Run, register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DTSEN_PASSPHRASE", "bukan yang ini sama sekali")
    assert run("office", "info", *register.arguments, "--json").error["code"] == "passphrase-wrong"
    log = (register.folder / "logs" / "dtsen-luring.log").read_text("utf-8")
    assert "office-not-opened code=passphrase-wrong" in log
    assert "bukan yang ini" not in log


def test_a_passphrase_file_goes_before_the_environment(
    run: Run, register: Register, tmp_path: Path
) -> None:
    wrong = tmp_path / "wrong.txt"
    wrong.write_text("bukan yang ini sama sekali\n", encoding="utf-8")
    said = run("office", "info", *register.arguments, "--passphrase-file", wrong, "--json")
    assert said.error["code"] == "passphrase-wrong"
    missing = tmp_path / "missing.txt"
    assert run("office", "info", *register.arguments, "--passphrase-file", missing).code == 3


def test_without_anybody_to_ask_a_missing_passphrase_is_said(
    run: Run, register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DTSEN_PASSPHRASE")
    assert run("office", "info", *register.arguments, "--json").error["code"] == (
        "passphrase-missing"
    )
    assert run("office", "info", "--office", register.folder).code == 2
