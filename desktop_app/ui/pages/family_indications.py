"""The indications of a family as lines; what they say of children and of health only while it may be seen."""

from __future__ import annotations

from desktop_app.actions.families import FamilyPageFacts
from desktop_app.domain.indication import Indication
from desktop_app.language import tr, trn
from desktop_app.ui.widgets.lines import Line
from desktop_app.words.format import number
from desktop_app.words.indications import count_words, indication_words, lack_words


def indication_lines(facts: FamilyPageFacts, *, is_open: bool) -> list[Line]:
    """One line an indication; with `is_open` also those about health, and the names of children."""
    shown = [one for one in facts.indications if is_open or not one.kind.is_sensitive]
    lines = [Line(indication_words(one), *_about(one, facts, is_open=is_open)) for one in shown]
    components = sum(len(one.members) for one in shown if one.kind.is_pkh)
    if components > facts.most_components:
        lines.append(
            Line(
                tr("PKH counts at most {n} components of a family.").format(
                    n=number(facts.most_components)
                ),
                role="muted",
            )
        )
    if not is_open:
        # Said of every family alike: that something is hidden must not tell that something is there.
        lines.append(Line(tr("Disability is hidden until somebody says why."), role="muted"))
    return lines


def _about(one: Indication, facts: FamilyPageFacts, *, is_open: bool) -> tuple[str, str]:
    """How many it is about, and who: children without their names unless they are revealed."""
    if one.lacks:
        return "", lack_words(one)
    day = facts.release.reference_date
    seen = [member for member in one.members if is_open or not member.is_minor_on(day)]
    names = [member.name or tr("Name unknown") for member in seen]
    hidden = len(one.members) - len(seen)
    children = trn("{n} child", "{n} children", hidden).format(n=number(hidden))
    if not names:
        return children, ""
    return count_words(one), ", ".join([*names, *([children] if hidden else [])])
