"""The built program proves itself; run with ``-m frozen`` after ``build_scripts/build.py``."""

from __future__ import annotations

import pytest

from build_scripts import build

pytestmark = pytest.mark.frozen


def test_the_built_program_passes_its_own_check_where_nothing_can_help_it() -> None:
    assert build.PROGRAM.exists(), "build it first: python3 build_scripts/build.py"
    done = build.self_check(build.PROGRAM)
    assert build.is_proven(done), done.stdout + done.stderr


def test_the_built_program_says_nothing_on_standard_error_when_all_is_well() -> None:
    assert build.self_check(build.PROGRAM).stderr == ""
