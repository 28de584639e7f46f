"""The log says what happened, and never to whom."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app import logs
from desktop_app.domain.region import RegionTable
from desktop_app.errors import Code, MachineError, UserError

NIK = "3326130101909001"
log = logging.getLogger("desktop_app.actions.extracts")


@pytest.fixture
def written(tmp_path: Path) -> Iterator[Path]:
    """A log that is being written; gives its file."""
    before = logging.getLogger().level
    handler = logs.setup(tmp_path / "logs")
    yield tmp_path / "logs" / logs.FILE
    logs.shut(handler)
    logging.getLogger().setLevel(before)


def test_a_line_is_utc_level_room_event_and_facts(written: Path) -> None:
    log.info("extract-loaded extract=%s kept=%s", 12, 499812)
    line = written.read_text("utf-8")
    assert re.fullmatch(
        r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ INFO actions\.extracts extract-loaded extract=12 kept=499812\n",
        line,
    )


@pytest.mark.parametrize(
    "shape",
    [
        NIK,
        "3326 1301 0190 9001",
        "33.26.13.010190.9001",
        "332613-010190-9001",
        "3326\u00a01301\u00a00190\u00a09001",
        f"nik{NIK}x",
        f"{NIK}{NIK}",
        f"'{NIK}'",
        "332613 . 010190 . 9001",
    ],
)
def test_sixteen_digits_in_any_dress_are_struck_out(written: Path, shape: str) -> None:
    log.warning("odd value=%s", shape)
    text = written.read_text("utf-8")
    assert logs.REDACTED in text
    assert "9001" not in text
    assert "3326" not in text


def test_a_traceback_is_struck_out_as_well(written: Path) -> None:
    try:
        try:
            int(f"{NIK}x")
        except ValueError as error:
            raise RuntimeError(f"row of {NIK[:8]} {NIK[8:]}") from error
    except RuntimeError:
        log.exception("row-failed")
    text = written.read_text("utf-8")
    assert "Traceback" in text
    assert "ValueError" in text
    assert "9001" not in text
    assert text.count(logs.REDACTED) >= 2


@given(st.text(alphabet="0123456789 .-x", max_size=60))
def test_no_sixteen_digits_in_a_row_are_ever_left(text: str) -> None:
    assert not re.search(r"\d{16}", logs.redacted(text))


@pytest.mark.parametrize(
    "harmless",
    [
        "2026-03-01T09:00:00Z",
        "kept=499812 quarantined=188 seconds=212",
        "1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13",
    ],
)
def test_times_and_counts_stay_readable(harmless: str) -> None:
    assert logs.redacted(harmless) == harmless


def test_a_message_cannot_forge_a_second_line(written: Path) -> None:
    log.info("opened name=%s", "a\n2026-01-01T00:00:00Z INFO forged")
    assert len(written.read_text("utf-8").splitlines()) == 1


def test_other_libraries_are_heard_and_struck_out_too(written: Path) -> None:
    logging.getLogger("some.library").warning("value %s", NIK)
    assert f"WARNING some.library value {logs.REDACTED}" in written.read_text("utf-8")


def test_the_log_never_takes_more_than_its_five_files(written: Path) -> None:
    for _ in range(700):
        log.info("x" * 10_000)
    files = sorted(written.parent.iterdir())
    assert len(files) == logs.FILES
    assert all(path.stat().st_size <= logs.BYTES for path in files)


def test_after_shutting_nothing_more_is_written(tmp_path: Path) -> None:
    handler = logs.setup(tmp_path, level=logging.getLogger().level or logging.WARNING)
    logs.shut(handler)
    log.error("too-late")
    assert (tmp_path / logs.FILE).read_text("utf-8") == ""


def test_a_folder_that_cannot_be_made_is_an_error_of_ours(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(MachineError):
        logs.setup(tmp_path / "file" / "logs")


def crash(table: RegionTable, region: str) -> str:
    with pytest.raises((UserError, AttributeError)) as caught:
        table.parse(region)
    return logs.fingerprint(caught.value)


def test_a_crash_has_a_short_name_that_depends_on_place_and_kind_not_on_values() -> None:
    table = RegionTable([], regency="33.26", regency_name="Pekalongan", province_name="Jawa Tengah")
    first, second = crash(table, "1"), crash(table, "2")
    assert first == second
    assert re.fullmatch(r"E-[0-9A-HJKMNP-TV-Z]{4}", first)
    assert logs.fingerprint(UserError(Code.REGION_UNKNOWN)) != first
    assert logs.fingerprint(ValueError()) != logs.fingerprint(KeyError())


def test_a_full_disk_loses_lines_of_the_log_and_nothing_else(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / logs.FILE).symlink_to("/dev/full")
    before = logging.getLogger().level
    handler = logs.setup(tmp_path)
    try:
        logging.getLogger("desktop_app.test").error("lost number=%s", NIK)
    finally:
        logs.shut(handler)
        logging.getLogger().setLevel(before)
    assert capsys.readouterr().err == ""
