"""Who signs for help: the recipient, a member of the family, or somebody else with what they are to them."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop_app.actions.lookups import FamilyGlance
from desktop_app.domain.codebook import CodeBook
from desktop_app.domain.intervention_history import Signer
from desktop_app.language import tr
from desktop_app.ui.style import L, M
from desktop_app.ui.widgets.choice import Choice, Option
from desktop_app.ui.widgets.field import FormField
from desktop_app.words.people import relation_words

_RECIPIENT, _SOMEBODY = "recipient", "somebody"
_MOST_LETTERS = 100


class SignerFields(QWidget):
    """The recipient unless another is chosen; `changed` when a person changed it.

    The relation of a member is filled in as the release has it, to the head; it can be typed over.
    """

    changed = Signal()

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._members: dict[str, tuple[str, str]] = {}
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(M)
        self.who = Choice()
        self.who.activated.connect(self._on_who)
        self.field = FormField(tr("Who si&gns for it"), self.who)
        whole.addWidget(self.field)
        self.name = QLineEdit()
        self.relation = QLineEdit()
        self.relation.setPlaceholderText(tr("Child, neighbour, head of the RT…"))
        self.name_field = FormField(tr("Na&me of who signs"), self.name)
        self.relation_field = FormField(tr("What they are to the recip&ient"), self.relation)
        row = QHBoxLayout()
        row.setSpacing(L)
        for line, field in ((self.name, self.name_field), (self.relation, self.relation_field)):
            line.setMaxLength(_MOST_LETTERS)
            line.textEdited.connect(self.changed)
            row.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
        whole.addLayout(row)
        self.show_family(None, None)

    def show_family(
        self, glance: FamilyGlance | None, codes: CodeBook | None, *, recipient_id: str = ""
    ) -> None:
        """Offer the members of this family; not the recipient, which is the head if nobody is named."""
        self._members = {}
        if glance is not None and codes is not None:
            self._members = {
                member.id: (member.name, relation_words(member, codes))
                for member in glance.sheet.members
                if (member.id != recipient_id if recipient_id else not member.is_head)
            }
        self.who.show_options(
            [
                Option(_RECIPIENT, tr("The recipient")),
                *(
                    Option(member_id, f"{name} · {relation}")
                    for member_id, (name, relation) in self._members.items()
                ),
                Option(_SOMEBODY, tr("Somebody else…")),
            ],
            chosen=_RECIPIENT,
        )
        self.name.clear()
        self.relation.clear()
        self._fit()

    @property
    def signer(self) -> Signer | None:
        """Who signs in the recipient's place; None for the recipient. May be incomplete."""
        if self.who.value in (None, _RECIPIENT):
            return None
        return Signer(self.name.text(), self.relation.text())

    def as_data(self) -> dict[str, str]:
        """What stands in the fields: for keeping it while it is typed."""
        return {
            "signer": self.who.value or "",
            "signer_name": self.name.text(),
            "signer_relation": self.relation.text(),
        }

    def show_data(self, data: Mapping[str, str]) -> None:
        """Show what `as_data` gave, after its family was shown."""
        self.who.choose(data.get("signer", _RECIPIENT))
        self.name.setText(data.get("signer_name", ""))
        self.relation.setText(data.get("signer_relation", ""))
        self._fit()

    @property
    def incomplete_field(self) -> FormField:
        """What is missing of somebody who signs: the name, or what they are."""
        return self.relation_field if self.name.text().strip() else self.name_field

    def _fit(self) -> None:
        chosen = self.who.value or _RECIPIENT
        self.name_field.setVisible(chosen == _SOMEBODY)
        self.relation_field.setVisible(chosen != _RECIPIENT)

    @Slot()
    def _on_who(self) -> None:
        name, relation = self._members.get(self.who.value or "", ("", ""))
        self.name.setText(name)
        self.relation.setText(relation)
        for field in (self.name_field, self.relation_field):
            field.show_error("")
        self._fit()
        self.changed.emit()
