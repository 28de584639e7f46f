"""Packages are found by what they are, whatever they are called and wherever a virus put them."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from desktop_app.errors import Code
from desktop_app.exchange.container import head_of
from desktop_app.exchange.finding import file_name, find_packages, older_files
from desktop_app.exchange.header import PackageKind
from tests.exchange.parties import AT, DEVICE, STRANGER, a_header, a_package, some_records

DAY = date(2026, 11, 24)


def names(folder: Path) -> list[str]:
    return [found.path.name for found in find_packages(folder).packages]


def test_a_name_says_where_from_what_and_when_and_no_more() -> None:
    assert file_name(a_header(), DAY) == "TUKAR_3326_N_3326132012_d7f3_0007_20261124_aabb.tukar"


@pytest.mark.parametrize("kind", list(PackageKind))
def test_every_name_is_short_plain_ascii_without_sixteen_digits(kind: PackageKind) -> None:
    header = replace(a_header(kind=kind), number=99_999, package_id="../\u00e9!0123456789012345")
    name = file_name(header, DAY)
    assert re.fullmatch(r"[A-Za-z0-9_.]+", name)
    assert len(name) < 64
    assert not re.search(r"\d{16}", name)


def test_no_header_shows_sixteen_digits_in_a_row() -> None:
    assert not re.search(rb"\d{16}", head_of(a_header()))


def test_packages_are_found_hidden_renamed_and_deep(tmp_path: Path) -> None:
    deep = tmp_path / "foto" / ".Trash-0" / "\u00e0"
    deep.mkdir(parents=True)
    (deep / ".hidden").write_bytes(a_package())
    (tmp_path / "holiday.jpg").write_bytes(a_package())
    (tmp_path / "not.tukar").write_bytes(b"something else")
    (tmp_path / "empty.tukar").write_bytes(b"")
    assert sorted(names(tmp_path)) == [".hidden", "holiday.jpg"]


def test_a_broken_package_is_found_with_its_reason(tmp_path: Path) -> None:
    (tmp_path / "a.tukar").write_bytes(a_package(some_records(3))[:-1])
    [found] = find_packages(tmp_path).packages
    assert found.header is None
    assert found.problem is Code.PACKAGE_CUT_SHORT


def test_nothing_that_leads_elsewhere_is_followed(tmp_path: Path) -> None:
    elsewhere, stick = tmp_path / "elsewhere", tmp_path / "stick"
    elsewhere.mkdir()
    stick.mkdir()
    (elsewhere / "a.tukar").write_bytes(a_package())
    (stick / "folder").symlink_to(elsewhere)
    (stick / "file.tukar").symlink_to(elsewhere / "a.tukar")
    (stick / "round").symlink_to(stick)
    (stick / "TUKAR.lnk").write_bytes(a_package())
    (stick / "AUTORUN.INF").write_bytes(b"[autorun]")
    findings = find_packages(stick)
    assert findings.packages == ()
    assert findings.suspicious == ("AUTORUN.INF", "TUKAR.lnk")


def test_a_folder_that_is_gone_holds_nothing(tmp_path: Path) -> None:
    assert names(tmp_path / "pulled") == []


def made(folder: Path, number: int, **more: object) -> Path:
    """A package as it lies on the stick; its signature does not matter for finding it."""
    header = replace(a_header(), number=number, made_at=AT + timedelta(days=number), **more)  # type: ignore[arg-type]  # fields of a header
    path = (
        folder
        / f"{number}-{header.sender.device_id}-{header.kind}{header.sender.office_id[:1]}.tukar"
    )
    path.write_bytes(head_of(header) + a_package()[-72:])
    return path


def test_the_newest_is_named_first(tmp_path: Path) -> None:
    for number in (2, 3, 1):
        made(tmp_path, number)
    assert [found.header.number for found in find_packages(tmp_path).packages if found.header] == [
        3,
        2,
        1,
    ]


def test_only_older_uploads_of_the_same_device_in_the_same_folder_are_outdated(
    tmp_path: Path,
) -> None:
    for number in range(1, 6):
        made(tmp_path, number)
    made(tmp_path, 1, sender=STRANGER.sender)
    made(tmp_path, 1, kind=PackageKind.ENROLMENT)
    made(tmp_path, 1, signer=STRANGER.public, sender=replace(DEVICE.sender, office_id="x"))
    below = tmp_path / "archive"
    below.mkdir()
    made(below, 1)
    outdated = older_files(tmp_path, a_header())
    assert sorted(path.name for path in outdated) == [
        f"1-{DEVICE.device_id}-naiko.tukar",
        f"2-{DEVICE.device_id}-naiko.tukar",
    ]
