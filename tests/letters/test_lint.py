"""Faults that would print dots a thousand times are found before."""

from __future__ import annotations

from desktop_app.domain.letter import LETTER_FACTS
from desktop_app.letters.lint import FaultKind, TemplateFault, lint
from tests.letters.samples import MINIMAL, shipped, template


def test_no_shipped_letter_has_a_fault() -> None:
    for made in shipped().values():
        assert lint(made, LETTER_FACTS) == ()


def test_a_misspelt_field_is_found_with_what_was_meant() -> None:
    made = template(
        '[[blocks]]\nblock = "paragraph"\ntext = "{{name}} {{nmae}} {{signatory_nam}} {{zzz}}"\n'
    )
    assert lint(made, {"name"}) == (
        TemplateFault(FaultKind.UNKNOWN, "nmae", 1, "name"),
        TemplateFault(FaultKind.UNKNOWN, "signatory_nam", 1, "signatory_name"),
        TemplateFault(FaultKind.UNKNOWN, "zzz", 1, ""),
    )


def test_a_field_that_nothing_fills_is_found() -> None:
    made = template('[[blocks]]\nblock = "paragraph"\ntext = "{{name}}"\n')
    assert lint(made, {"names"}) == (TemplateFault(FaultKind.NEVER_FILLED, "name", 0, "names"),)


def test_what_people_type_needs_no_fact_of_ours() -> None:
    made = template(
        '[[blocks]]\nblock = "paragraph"\ntext = "{{name}} {{date}}"\n',
        head=MINIMAL.replace('"person"', '"typed"'),
    )
    assert lint(made, set()) == ()


def test_a_field_that_is_printed_nowhere_is_found() -> None:
    assert lint(template(""), {"name"}) == (TemplateFault(FaultKind.UNUSED, "name"),)
