"""What a programme decided and gave in one quarter, from one source of funds."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AidSum:
    """Each help counted once; `decreed` are all that were decreed, `given` those of them that were given.

    `quarter` (1 to 4) is that of the day the record is for. Rupiah are whole.
    """

    programme: str
    funds: str
    quarter: int
    decreed: int
    given: int
    decreed_rupiah: int
    given_rupiah: int
