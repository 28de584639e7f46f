"""How an invented family lives: its house, what it owns, and the ranks that follow from its score.

Each answer about the house is a ladder of codes from worst to best: the welfare score with some chance
added decides how far up a family stands. Nothing here says how BPS ranks anybody.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Sequence

from desktop_app.demo.model import NO, YES, Deciles, Housing
from desktop_app.demo.words import Lot, Rnd

_NATIONAL_LIMITS = (-1.26, -0.83, -0.51, -0.24, 0.01, 0.26, 0.54, 0.86, 1.31)
"""Welfare at which one decile of the invented nation ends and the next begins."""

_UNRANKED = 0.025


class _Ladder:
    """Codes from worst to best and the scores between them."""

    __slots__ = ("_codes", "_limits", "_spread")

    def __init__(self, spread: float, first: str, *steps: tuple[float, str]) -> None:
        self._spread = spread
        self._codes = (first, *(code for _, code in steps))
        self._limits = tuple(limit for limit, _ in steps)

    def code(self, welfare: float, rnd: Rnd) -> str:
        return self._codes[
            bisect_right(self._limits, welfare + self._spread * (rnd() + rnd() - 1.0))
        ]


_OWNERSHIP = Lot([("1", 84.0), ("3", 10.5), ("2", 4.0), ("5", 1.0), ("4", 0.5)])
_FLOOR = _Ladder(1.3, "8", (-1.7, "7"), (-1.66, "6"), (-0.75, "4"), (-0.4, "2"), (1.5, "1"))
_WALL = _Ladder(1.2, "4", (-1.75, "6"), (-1.65, "3"), (-1.1, "2"), (-0.9, "1"))
_ROOF = _Ladder(1.2, "7", (-2.6, "3"), (-1.6, "4"), (-1.25, "2"), (1.9, "1"))
_POWER = _Ladder(0.9, "1", (-0.35, "2"), (0.75, "3"), (1.5, "4"), (2.0, "5"))
_TOILET = _Ladder(1.1, "6", (-1.65, "4"), (-1.35, "2"), (-0.95, "1"))
_TOILET_TYPE = _Ladder(1.2, "4", (-1.5, "3"), (-1.25, "2"), (-1.05, "1"))
_SEWAGE = _Ladder(1.2, "5", (-2.1, "3"), (-1.3, "4"), (-0.85, "1"), (2.0, "2"))
_FUEL_MOUNTAIN = _Ladder(1.1, "10", (-0.55, "4"), (1.5, "3"), (1.8, "2"))
_FUEL = _Ladder(1.1, "10", (-1.5, "4"), (1.6, "3"), (1.9, "2"))
_WATER = {
    "mountain": Lot(
        [
            ("7", 52.0),
            ("8", 14.0),
            ("3", 14.0),
            ("5", 10.0),
            ("2", 5.0),
            ("4", 2.0),
            ("9", 2.0),
            ("10", 1.0),
        ]
    ),
    "lowland": Lot([("5", 34.0), ("4", 32.0), ("2", 14.0), ("3", 11.0), ("6", 6.0), ("7", 3.0)]),
    "town": Lot([("4", 41.0), ("2", 27.0), ("5", 16.0), ("3", 14.0), ("1", 1.5), ("6", 0.5)]),
    "coast": Lot([("2", 38.0), ("3", 27.0), ("4", 22.0), ("5", 8.0), ("6", 4.0), ("10", 1.0)]),
}

# Gas cylinder of 5.5 kg and more, refrigerator, air conditioner, water heater, landline, flat television, gold of 10 g,
# computer, motorcycle, bicycle, car, boat, motorboat, smartphone, other land, other house: at which welfare half of the
# families have it, and how sharply that rises.
_ASSETS = (
    (1.5, 2.2), (-0.25, 1.9), (2.1, 2.4), (2.8, 2.6), (2.9, 1.6), (0.15, 1.6), (1.0, 1.4), (1.35, 1.9),
    (-1.1, 1.7), (0.5, 0.6), (1.75, 2.2), (9.0, 1.0), (9.0, 1.0), (-1.15, 1.5), (0.95, 0.9), (2.0, 1.7),
)  # fmt: skip
_BOAT, _MOTORBOAT = 11, 12
_BUCKETS, _LOWEST, _HIGHEST = 48, -2.4, 2.4


def _chances(welfare: float) -> tuple[float, ...]:
    return tuple(1 / (1 + math.exp(-sharp * (welfare - half))) for half, sharp in _ASSETS)


_CHANCES = tuple(
    _chances(_LOWEST + (at + 0.5) * (_HIGHEST - _LOWEST) / _BUCKETS) for at in range(_BUCKETS)
)
_COAST_CHANCES = tuple((*row[:_BOAT], 0.05, 0.08, *row[_MOTORBOAT + 1 :]) for row in _CHANCES)

_PREMIUM = (0.91, 0.85, 0.74, 0.62, 0.44, 0.2, 0.11, 0.06, 0.02, 0.01)
"""How likely the state pays the health premium, by national decile."""

_NO_HERD = ("0", "0", "0", "0", "0")
_FEW = ("1", "1", "2", "2", "3")


def invent_housing(rnd: Rnd, welfare: float, zone: str, members: int) -> Housing:
    """The twelve answers about the house; what is not asked stays empty."""
    lighting = "1" if rnd() < 0.93 else "2" if rnd() < 0.93 - 0.1 * (welfare < -1) else "4"
    toilet = _TOILET.code(welfare, rnd)
    has_closet = toilet != "6"
    area = 24 + 5 * members + 14 * max(welfare + 1.2, 0.0) + 30 * rnd() * rnd()
    return Housing(
        _OWNERSHIP.draw(rnd),
        _FLOOR.code(welfare, rnd),
        str(int(area)),
        _WALL.code(welfare, rnd),
        _ROOF.code(welfare, rnd),
        _WATER[zone].draw(rnd),
        lighting,
        _POWER.code(welfare, rnd) if lighting == "1" else "",
        "0"
        if members == 1 and rnd() < 0.03
        else (_FUEL_MOUNTAIN if zone == "mountain" else _FUEL).code(welfare, rnd),
        toilet,
        _TOILET_TYPE.code(welfare, rnd) if has_closet else "",
        _SEWAGE.code(welfare, rnd) if has_closet else "",
    )


def invent_assets(rnd: Rnd, welfare: float, zone: str) -> tuple[str, ...]:
    """Whether the family owns any of the sixteen assets, and which."""
    at = int((welfare - _LOWEST) * _BUCKETS / (_HIGHEST - _LOWEST))
    rows = _COAST_CHANCES if zone == "coast" else _CHANCES
    owned = [YES if rnd() < chance else NO for chance in rows[min(max(at, 0), _BUCKETS - 1)]]
    return (YES if YES in owned else NO, *owned)


def invent_livestock(rnd: Rnd, zone: str) -> tuple[str, ...]:
    """Heads of cattle, buffalo, horses, pigs, goats and sheep."""
    if rnd() > (0.3 if zone == "mountain" else 0.14 if zone == "lowland" else 0.04):
        return _NO_HERD
    if rnd() < 0.72:
        return ("0", "0", "0", "0", str(1 + int(rnd() * 6)))
    if rnd() < 0.9:
        return (_FEW[int(rnd() * 5)], "0", "0", "0", "0")
    return ("0", _FEW[int(rnd() * 5)], "0", "0", "0")


def invent_deciles(rnd: Rnd, welfare: float) -> Deciles:
    """Ranks that follow from the hidden score; some families have none yet.

    Invented test data: the program never computes a decile of a real family.
    """
    return Deciles() if rnd() < _UNRANKED else deciles_of(rnd, welfare)


def deciles_of(rnd: Rnd, welfare: float) -> Deciles:
    """The three ranks of a family that has them: the poorer the surroundings, the higher the rank."""
    return Deciles(
        _decile(welfare),
        _decile(welfare + 0.06 + 0.12 * (rnd() - 0.5)),
        _decile(welfare + 0.14 + 0.12 * (rnd() - 0.5)),
    )


def _decile(welfare: float) -> str:
    return str(1 + bisect_right(_NATIONAL_LIMITS, welfare))


def invent_premium(rnd: Rnd, decile: str) -> tuple[str, str]:
    """Who pays the health premium of the family: the state, the regency or neither."""
    rank = int(decile) if decile else 5
    if rnd() < _PREMIUM[rank - 1]:
        return YES, NO
    return NO, YES if rnd() < (0.3 if rank < 7 else 0.06) else NO


def invent_pln_customer(rnd: Rnd, housing: Housing) -> str:
    """A customer number of twelve digits; mostly blank, as in the real files. Never one in use."""
    if housing.lighting != "1" or rnd() > 0.38:
        return ""
    return f"52999{int(rnd() * 10_000_000):07}"


def pick(rnd: Rnd, values: Sequence[str]) -> str:
    """One of `values`, each as likely as the other."""
    return values[int(rnd() * len(values))]
