"""Classes of a map: what the desa have of one number, in few steps that can be told apart without colour.

Nothing at all is a class of its own, because "none" is what a meeting looks for first. The others hold
as many desa each as ties allow, so that no map is all of one class for one desa that has far more.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from desktop_app.domain.report import Cell

STEPS = 4
"""Classes besides that of nothing."""


@dataclass(frozen=True, slots=True)
class ValueClass:
    """One class: its `step` (0 for nothing, `STEPS` the most), the ends of what is in it, and whose it is."""

    step: int
    lowest: float
    highest: float
    villages: frozenset[str]


@dataclass(frozen=True, slots=True)
class LegendLine:
    """One class in words; without a step it is the desa whose number is hidden or missing."""

    step: int | None
    words: str


@dataclass(frozen=True, slots=True)
class Classes:
    """All classes, the lowest first; `hidden` are the desa whose number is not shown, `none` have no number."""

    steps: tuple[ValueClass, ...]
    hidden: frozenset[str]
    none: frozenset[str]

    def step_of(self, village: str) -> int | None:
        """The step of a desa; None for one whose number is hidden or missing."""
        return next((one.step for one in self.steps if village in one.villages), None)


def classed(values: Mapping[str, Cell]) -> Classes:
    """The classes of these numbers by desa; words stand for what is hidden."""
    numbers = {code: cell for code, cell in values.items() if isinstance(cell, int | float)}
    filled = sorted({value for value in numbers.values() if value > 0})
    order = sorted(value for value in numbers.values() if value > 0)
    bounds = _bounds(filled, order)
    steps = [ValueClass(0, 0, 0, frozenset(code for code, value in numbers.items() if value <= 0))]
    lowest = 0.0
    for step, most in bounds:
        inside = {code: value for code, value in numbers.items() if lowest < value <= most}
        steps.append(
            ValueClass(step, min(inside.values()), max(inside.values()), frozenset(inside))
        )
        lowest = most
    return Classes(
        tuple(one for one in steps if one.villages),
        frozenset(code for code, cell in values.items() if isinstance(cell, str)),
        frozenset(code for code, cell in values.items() if cell is None),
    )


def _bounds(filled: list[float], order: list[float]) -> list[tuple[int, float]]:
    """The step and the highest value of each class; equal values are never told apart."""
    if len(filled) <= STEPS:
        # Few values: each its own, spread over the steps so that the most is always the darkest.
        return [(STEPS - len(filled) + at, value) for at, value in enumerate(filled, start=1)]
    bounds: list[float] = []
    for step in range(1, STEPS + 1):
        most = order[-1] if step == STEPS else order[len(order) * step // STEPS - 1]
        if not bounds or most > bounds[-1]:
            bounds.append(most)
    return [(STEPS - len(bounds) + at, most) for at, most in enumerate(bounds, start=1)]
