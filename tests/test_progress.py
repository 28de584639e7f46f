"""How far work is, and how it is stopped."""

from __future__ import annotations

import pytest

from desktop_app.errors import Cancelled
from desktop_app.progress import Progress


def test_a_part_is_stopped_with_the_whole_and_says_nothing_of_itself() -> None:
    whole = Progress()
    whole.begin("parts", total=3)
    part = whole.hushed()
    part.begin("one of them", total=100)
    part.advance(50)
    assert (whole.reading.phase, whole.reading.done) == ("parts", 0)
    whole.ask_to_stop()
    assert part.must_stop
    with pytest.raises(Cancelled):
        part.advance()


def test_a_part_that_must_not_be_stopped_goes_on() -> None:
    whole = Progress()
    whole.begin("parts")
    part = whole.hushed()
    part.begin("finishing", stoppable=False)
    whole.ask_to_stop()
    assert not part.must_stop
    part.advance()
