"""What is inside the built program is told whole: sizes, licences, parts, hashes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from build_scripts import contents
from build_scripts.contents import (
    differences,
    hashes_of,
    licence_of,
    locked_hashes,
    part_of,
    sbom,
    shipped_packages,
    sizes_of,
)


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """A folder like that of a built program, a few bytes large."""
    folder = tmp_path / "dtsen-luring"
    for name, size in (
        ("dtsen-luring", 10),
        ("_internal/pandas/core.so", 20),
        ("_internal/PySide6/Qt/lib/libQt6Core.so.6", 60),
        ("_internal/something.so", 10),
    ):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(b"x" * size)
    return folder


def test_every_byte_belongs_to_one_part(program: Path) -> None:
    sizes = sizes_of(program)
    assert sum(sizes.values()) == 100
    assert sizes["Qt and PySide6"] == 60
    assert sizes["pandas"] == 20
    assert sizes["other libraries"] == 10


def test_a_library_of_a_library_belongs_to_the_same_part() -> None:
    assert part_of("_internal/numpy.libs/libscipy_openblas64.so") == "numpy"


def test_the_list_names_the_largest_part_first_and_what_was_left_out() -> None:
    text = contents.contents({"small": 1_000_000, "large": 3_000_000})
    assert text.index("| large | 3.0 | 75 % |") < text.index("| small | 1.0 | 25 % |")
    assert all(f"- {what}: {why}." in text for what, why in contents.LEFT_OUT)


def test_everything_shipped_says_its_licence_and_no_tool_of_developers_is_shipped(
    program: Path,
) -> None:
    shipped = {one.metadata["Name"].lower(): one for one in shipped_packages(program)}
    assert {"pandas", "numpy", "pillow", "cffi", "shiboken6"} <= shipped.keys()
    assert not {"pytest", "mypy", "pyinstaller", "ruff"} & shipped.keys()
    assert all(licence_of(one) for one in shipped.values())


def test_the_sbom_names_each_package_once_with_the_hashes_of_the_lock(program: Path) -> None:
    made = sbom(shipped_packages(program), locked_hashes())
    assert (made["bomFormat"], made["specVersion"]) == ("CycloneDX", "1.5")
    addresses = [one["bom-ref"] for one in made["components"]]
    assert len(addresses) == len(set(addresses)) > 15
    assert all(one["properties"] for one in made["components"])


def test_the_four_lists_are_the_same_when_they_are_written_again(program: Path) -> None:
    contents.write(program)
    first = hashes_of(program)
    assert {"contents.md", "sbom.cdx.json", "hashes.txt", "licences/LICENCES.txt"} <= first.keys()
    assert json.loads((program / "sbom.cdx.json").read_text(encoding="utf-8"))["version"] == 1
    contents.write(program)
    assert differences(first, hashes_of(program)) == []


def test_two_builds_differ_where_a_file_differs_or_is_missing() -> None:
    assert differences({"a": "1", "b": "2"}, {"a": "1", "b": "3", "c": "4"}) == ["b", "c"]
