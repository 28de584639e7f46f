"""What the exchange costs, as a section of the page with its figures: from what `bench.py exchange` found."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

_HEADING = "## What it costs"


class _Found:
    """What was measured, by the names the goals use."""

    def __init__(self, found: Mapping[str, Any]) -> None:
        self.deeds: Sequence[Mapping[str, Any]] = [one for one in found["deeds"] if "ops" in one]
        self.peers = {one["rows"]: one for one in found["deeds"] if "rows" in one}
        self.ten = next(one for one in self.deeds if one["ops"] == 10_000)
        self.intake: Mapping[str, float] = found["intake"]
        self.cut: Mapping[str, float] = found["cuts"][-1]
        self.machine = str(found["machine"])


_Figure = Callable[[_Found], float]
_GOALS: tuple[tuple[str, float, _Figure, _Figure | None], ...] = (
    ("10,000 deeds written, s", 2.0, lambda of: of.ten["written_s"], lambda of: of.ten["cpu_s"][0]),
    (
        "10,000 deeds looked into, s",
        0.5,
        lambda of: of.ten["inspected_s"],
        lambda of: of.ten["cpu_s"][1],
    ),
    (
        "10,000 deeds taken in, s",
        3.0,
        lambda of: of.ten["applied_s"],
        lambda of: of.ten["cpu_s"][2],
    ),
    ("bytes a deed", 78.0, lambda of: of.ten["bytes"] / of.ten["ops"], None),
    (
        "285 packages of 200 deeds taken in, s",
        60.0,
        lambda of: of.intake["taken_s"],
        lambda of: of.intake["taken_cpu_s"],
    ),
    (
        "a release cut, × loading it",
        1.0,
        lambda of: of.cut["cut_s"] / of.cut["load_s"],
        lambda of: of.cut["cut_cpu_s"] / of.cut["load_cpu_s"],
    ),
    ("bytes a person of a release", 70.0, lambda of: of.cut["bytes_a_person"], None),
)
"""What was wished for at most, and where it stands by the clock and of the processor."""


def costs_section(found: Mapping[str, Any]) -> str:
    """The section, from its heading on."""
    of = _Found(found)
    growth = "\n".join(_rows(of))
    goals = "\n".join(
        f"| {name} | {most:g} | {_number(wall(of))} | {_number(cpu(of)) if cpu else '–'} |"
        for name, most, wall, cpu in _GOALS
    )
    intake, cut = of.intake, of.cut
    return f"""{_HEADING}

Measured by `.venv/bin/python build_scripts/bench.py exchange` on {of.machine}.
The seconds of the clock are those of that hour, whoever else was at work; those of the processor are the
program's own. The peer has the same rows as CSV in a ZIP with a password, by pandas and Info-ZIP; it signs nothing, orders
nothing, and finds nothing that stands there twice.

| Deeds | | Written, s | Looked into, s | Taken in, s | Processor, µs a deed | Bytes a deed |
|---:|---|---:|---:|---:|---:|---:|
{growth}

A cost that is linear has the same figure of the processor in every line. Looking into a package reads only,
as does trying a folder out: nothing of the database is changed and nobody waits. While the hub tried out 285
packages of 200 deeds ({intake["tried_s"]:.1f} s) whoever saved waited {intake["tried_wait_ms"]:.0f} ms at most; while it took them
in ({intake["taken_s"]:.1f} s), each in a transaction of its own, {intake["taken_wait_ms"]:.0f} ms. A quarter of {cut["persons"]:,} persons was
loaded in {cut["load_s"]:.1f} s and cut into {cut["packages"]} packages in {cut["cut_s"]:.1f} s.

| What | At most | By the clock | Of the processor |
|---|---:|---:|---:|
{goals}
"""


def with_costs(page: str, section: str) -> str:
    """The page with this section in the place of the one before, or at its end."""
    before, _, rest = page.partition(_HEADING)
    _, mark, after = rest.partition("\n## ")
    return f"{before.rstrip()}\n\n{section}" + (f"\n## {after}" if mark else "")


def _rows(of: _Found) -> list[str]:
    rows = []
    for one in of.deeds:
        each = " / ".join(f"{part / one['ops'] * 1e6:.0f}" for part in one["cpu_s"])
        rows.append(
            f"| {one['ops']:,} | package | {one['written_s']:.2f} | {one['inspected_s']:.2f} |"
            f" {one['applied_s']:.2f} | {each} | {one['bytes'] / one['ops']:.0f} |"
        )
        peer = of.peers.get(one["ops"])
        if peer:
            rows.append(
                f"| | ZIP of CSV | {peer['written_s']:.2f} | | {peer['applied_s']:.2f} | |"
                f" {peer['bytes'] / peer['rows']:.0f} |"
            )
    return rows


def _number(value: float) -> str:
    return f"{value:.2f}" if value < 10 else f"{value:.0f}"
