"""Where the program begins: a command does its work and ends, anything else opens the window."""

from __future__ import annotations

import multiprocessing
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.cli.call import Window
from desktop_app.cli.main import run

if TYPE_CHECKING:
    from desktop_app.actions.office import Office


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program; the exit code."""
    multiprocessing.freeze_support()
    if sys.stdout is None or sys.stderr is None:
        # A Windows program without a console has neither, and what is said must go somewhere.
        sys.stdout = sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 - until the end
    return run(sys.argv[1:] if argv is None else argv, Window(_show_window, _check_window))


# Qt is imported when a window is wanted: a command needs neither it nor the half second it takes.


def _show_window(office: Path | None, user: str) -> int:
    from desktop_app.ui.program import run as run_window

    return run_window(office, user)


def _check_window(office: Office) -> None:
    from desktop_app.ui.program import check_window

    check_window(office)


if __name__ == "__main__":
    sys.exit(main())
