"""What is worth knowing of a programme while help is recorded: what is not certain, what is hinted at."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.actions.lookups import FamilyGlance
from desktop_app.domain.programme import ProgrammeVersion, Trait
from desktop_app.language import tr
from desktop_app.ui.style import XS
from desktop_app.ui.widgets.text import Text
from desktop_app.words.aid_rules import doubt_words
from desktop_app.words.format import number
from desktop_app.words.indications import component_hint


class ProgrammeNotes(QWidget):
    """The note of a version, its doubts with their sources, and the parts hinted at in a family."""

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(XS)
        self.note = Text("", "due", wraps=True)
        self.doubts = Text("", "caption", wraps=True)
        self.parts = Text("", "muted", wraps=True)
        for label in (self.note, self.doubts, self.parts):
            column.addWidget(label)
        self.show_notes(None, None)

    def show_notes(self, version: ProgrammeVersion | None, glance: FamilyGlance | None) -> None:
        """Say what there is to say of this version for this family; either may be missing."""
        if version is not None:
            self.note.setText(version.note)
            self.note.set_role("due" if version.uncertain else "muted")
            self.doubts.setText("\n".join(doubt_words(version, one) for one in version.doubts))
            self.parts.setText(_parts(version, glance))
        for label in (self.note, self.doubts, self.parts):
            label.setVisible(version is not None and bool(label.text()))
        self.setVisible(version is not None)


def _parts(version: ProgrammeVersion, glance: FamilyGlance | None) -> str:
    if glance is None or not any(Trait.PKH_COMPONENT in ask.one_of for ask in version.asks):
        return ""
    # Disability stands behind a reason on the family's page; here it is left out for every family alike.
    seen = [one for one in glance.indications if one.kind.is_pkh and not one.kind.is_sensitive]
    hinted = ", ".join(component_hint(one) for one in seen) or tr("none seen in the release")
    said = tr("Components hinted at: {parts}. To be asked, not a right; disability is not shown.")
    limit = tr("At most {n} count.").format(n=number(glance.most_components))
    return f"{said.format(parts=hinted)} {limit}"
