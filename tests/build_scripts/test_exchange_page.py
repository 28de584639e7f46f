"""What the exchange costs stands in the page with its figures once, however often it is measured."""

from __future__ import annotations

from typing import Any

from build_scripts.benchmarks.exchange_page import costs_section, with_costs

PAGE = "# The exchange, in figures\n\nMade by a command.\n\n## File systems of sticks\n\n- FAT32: no.\n"


def found(inspected_s: float = 0.4) -> dict[str, Any]:
    """As `bench.py exchange` writes it down."""
    return {
        "machine": "2 processors",
        "deeds": [
            *(
                {
                    "ops": count,
                    "written_s": count * 1e-4,
                    "inspected_s": inspected_s,
                    "applied_s": 2.0,
                    "cpu_s": [count * 1e-4, count * 4e-5, count * 2e-4],
                    "bytes": count * 75,
                }
                for count in (1_000, 10_000)
            ),
            {"rows": 10_000, "written_s": 0.2, "applied_s": 0.1, "bytes": 340_000},
        ],
        "intake": {
            "tried_s": 6.0,
            "tried_wait_ms": 20.0,
            "taken_s": 30.0,
            "taken_wait_ms": 300.0,
            "taken_cpu_s": 25.0,
        },
        "cuts": [
            {
                "persons": 1_000_000,
                "load_s": 50.0,
                "load_cpu_s": 60.0,
                "cut_s": 30.0,
                "cut_cpu_s": 45.0,
                "packages": 304,
                "bytes_a_person": 41.0,
            }
        ],
    }


def test_every_size_stands_beside_the_peer_and_every_goal_beside_what_was_found() -> None:
    section = costs_section(found())
    assert "| 1,000 | package | 0.10 | 0.40 | 2.00 | 100 / 40 / 200 | 75 |" in section
    assert "| | ZIP of CSV | 0.20 | | 0.10 | | 34 |" in section
    assert "| 10,000 deeds looked into, s | 0.5 | 0.40 | 0.40 |" in section
    assert "| a release cut, × loading it | 1 | 0.60 | 0.75 |" in section


def test_what_was_measured_before_gives_way_and_the_rest_of_the_page_stays() -> None:
    once = with_costs(PAGE, costs_section(found(0.9)))
    again = with_costs(once, costs_section(found(0.3)))
    assert again.count("## What it costs") == 1
    assert "| 0.30 |" in again
    assert "| 0.90 |" not in again
    assert again.startswith(PAGE.rstrip())
    between = PAGE.replace("## File", f"{costs_section(found())}\n## File")
    assert with_costs(between, costs_section(found(0.3))).endswith("- FAT32: no.\n")
