"""The papers on privacy are there for every office, filled in, whole, and cite only what they may."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from desktop_app.actions.office import Office
from desktop_app.actions.papers import draw_paper, papers_of
from desktop_app.actions.reference import PAPERS
from desktop_app.cli.parser import parse
from desktop_app.errors import Code, UserError
from desktop_app.words.paper_words import PAPERS as NAMED
from tests.actions.test_family_paper import text_of

FOLDER = Path(__file__).parents[2] / "resources" / "help" / "papers"
FILLED = {"office", "region", "version"}


def test_every_paper_that_lies_there_is_offered_and_has_a_name(office: Office) -> None:
    assert {path.stem for path in FOLDER.glob("*.md")} == set(PAPERS)
    assert NAMED == PAPERS
    assert list(papers_of(office)) == list(PAPERS)


@pytest.mark.parametrize("name", PAPERS)
def test_a_paper_is_printed_on_f4_with_the_name_of_the_office(office: Office, name: str) -> None:
    places = set(re.findall(r"\{\{(\w+)\}\}", (FOLDER / f"{name}.md").read_text("utf-8")))
    assert places <= FILLED
    text = text_of(draw_paper(office, name))
    assert office.profile.name in text
    assert "{{" not in text
    assert "**" not in text
    assert "pratinjau" not in text
    assert "DTSEN Luring" in text


def test_every_command_that_a_paper_names_is_there() -> None:
    text = " ".join(path.read_text("utf-8") for path in FOLDER.glob("*.md"))
    named = re.findall(r"`(\w+) (\w+)`", text)
    assert len(named) >= 4
    for group, verb in named:
        # Its help is shown; of one that is not there `WrongUsage` would be raised.
        with pytest.raises(SystemExit) as caught:
            parse([group, verb, "--help"])
        assert caught.value.code == 0


def test_an_unknown_paper_is_refused_with_those_there_are(office: Office) -> None:
    with pytest.raises(UserError) as caught:
        draw_paper(office, "resep")
    assert caught.value.code is Code.PAPER_UNKNOWN
    assert "breach" in str(caught.value.facts["known"])
