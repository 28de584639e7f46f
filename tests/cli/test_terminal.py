"""What only a person at a terminal sees: prompts, the bar, Ctrl-C. A pseudo-terminal plays the person.

Windows has no pseudo-terminals that Python can make; there the prompts are the console's own.
"""

from __future__ import annotations

import os
import select
import signal
import sys
from pathlib import Path

from tests.cli.conftest import Register
from tests.conftest import ADMIN, PASSPHRASE

if sys.platform != "win32":
    import pty

    ROOT = Path(__file__).resolve().parents[2]
    PATIENCE_SECONDS = 60

    def at_a_terminal(arguments: list[str], answers: list[tuple[str, str]]) -> tuple[int, str]:
        """Run the program at a terminal of its own; when it says the first of a pair, type the second."""
        child, terminal = pty.fork()
        if child == 0:
            # A shell that starts the tests behind its back lets them ignore the interrupt; a terminal does not.
            signal.signal(signal.SIGINT, signal.SIG_DFL)
            os.environ.pop("DTSEN_PASSPHRASE", None)
            os.chdir(ROOT)
            os.execv(sys.executable, [sys.executable, "-m", "desktop_app", *arguments])
        said, unread, waiting = "", "", list(answers)
        try:
            while select.select([terminal], [], [], PATIENCE_SECONDS)[0]:
                heard = os.read(terminal, 4096).decode("utf-8", "replace")
                if not heard:
                    break
                said, unread = said + heard, unread + heard
                # One read may bring several prompts; each is answered once.
                while waiting and waiting[0][0] in unread:
                    prompt, answer = waiting.pop(0)
                    unread = unread.partition(prompt)[2]
                    os.write(terminal, answer.encode())
            else:
                os.kill(child, signal.SIGKILL)
        except OSError:  # Linux says so when the last one has hung up
            pass
        finally:
            os.close(terminal)
        _, status = os.waitpid(child, 0)
        return os.waitstatus_to_exitcode(status), said

    def test_a_name_and_a_passphrase_are_asked_for_and_the_latter_is_never_shown(
        register: Register,
    ) -> None:
        code, said = at_a_terminal(
            ["user", "list", "--office", str(register.folder)],
            [("Nama pengguna:", ADMIN + "\n"), (f"Kata sandi {ADMIN}:", PASSPHRASE + "\n")],
        )
        assert code == 0, said
        assert "Sari Contoh" in said
        assert PASSPHRASE not in said

    def test_a_new_passphrase_is_typed_twice_until_both_are_the_same(tmp_path: Path) -> None:
        again = "sekali lagi:"
        new = f"Kata sandi baru untuk {ADMIN}:"
        code, said = at_a_terminal(
            [
                *("office", "create", "--office", str(tmp_path / "baru"), "--kind", "hub"),
                *("--region", "33.26", "--name", "Hub Contoh", "--admin", ADMIN),
            ],
            [
                (new, PASSPHRASE + "\n"),
                (again, "salah ketik sedikit\n"),
                ("Keduanya tidak sama", ""),
                (new, PASSPHRASE + "\n"),
                (again, PASSPHRASE + "\n"),
            ],
        )
        assert code == 0, said
        assert "Kode pemulihan:" in said
        assert PASSPHRASE not in said

    def test_ctrl_c_at_a_prompt_ends_with_130(register: Register) -> None:
        code, said = at_a_terminal(
            ["user", "list", "--office", str(register.folder), "--user", ADMIN],
            [(f"Kata sandi {ADMIN}:", "\x03")],
        )
        assert code == 130, said
        assert "Dihentikan." in said
