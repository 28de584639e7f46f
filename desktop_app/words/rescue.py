"""What is said on top of an office that cannot be written any more."""

from __future__ import annotations

from desktop_app.errors import Code, MachineError
from desktop_app.language import tr
from desktop_app.words.messages import Sentence, sentence_for


def rescue_words(trouble: Code) -> Sentence:
    """What is the matter, what is safe, what to do."""
    why = sentence_for(MachineError(trouble))
    return Sentence(
        what=tr("Rescue mode. {why}").format(why=why.what),
        safe=tr(
            "Nothing is written into the database any more, so that what can be read stays as it is. "
            "Searching, looking, exporting, saving and writing a package for the hub go on."
        ),
        next=(
            tr("Save what is left to another disk, then restore the last backup.")
            if trouble is Code.DATABASE_DAMAGED
            else tr(
                "Save what is left to another disk. Have the cause removed, then open it again."
            )
        ),
        code=why.code,
    )
