"""The language a person reads: sentences are English in the code and looked up in a catalogue.

``tr("Save {name}").format(name=…)`` and ``trn("{n} family", "{n} families", n).format(n=n)`` give the
sentence in the language chosen with :func:`use`, Indonesian until somebody chooses. Sentences written
down before a language is known (a table of columns in a module) are marked with :func:`mark` and
translated with :func:`tr` when they are shown.

The rule of the house is that everything is handed in and no module keeps state. The language is the
one exception, because it is a property of the whole running program (one person looks at it), and
handing a translator to every function that may end up making a sentence would put a parameter into
nearly all of them. The state is one small object below; nothing else in the program may do this.
"""

from __future__ import annotations

import gettext
import logging
from pathlib import Path

from desktop_app.paths import RESOURCES

LANGUAGES = ("id", "en")
DEFAULT = "id"
CATALOGUES = RESOURCES / "translations"

log = logging.getLogger(__name__)


def use(language: str, *, catalogues: Path = CATALOGUES) -> None:
    """Speak this language from now on; English when its catalogue is not there, which is logged."""
    if language not in LANGUAGES:
        raise ValueError(f"no such language: {language}")
    _spoken.catalogue = _load(language, catalogues)
    _spoken.language = language


def current() -> str:
    """The language chosen last, or the default."""
    return _spoken.language


def tr(text: str) -> str:
    """The sentence in the language in use; the English one where it has no translation."""
    # The empty message is the catalogue's own header, which nobody wants to read.
    return _catalogue().gettext(text) if text else ""


def in_indonesian(text: str) -> str:
    """The sentence in Indonesian whatever is spoken: papers are for Indonesian offices and families."""
    if _spoken.of_papers is None:
        _spoken.of_papers = _load(DEFAULT, CATALOGUES)
    return _spoken.of_papers.gettext(text) if text else ""


def trn(one: str, many: str, n: int) -> str:
    """Like `tr`, choosing between the sentence for one and the sentence for `n`."""
    return _catalogue().ngettext(one, many, n)


def mark(text: str) -> str:
    """The text itself, noted as a sentence to translate; give it to `tr` when it is shown."""
    return text


class _Spoken:
    """What this program speaks; there is one, and it starts empty so that importing reads no file."""

    __slots__ = ("catalogue", "language", "of_papers")

    def __init__(self) -> None:
        self.language = DEFAULT
        self.catalogue: gettext.NullTranslations | None = None
        self.of_papers: gettext.NullTranslations | None = None


_spoken = _Spoken()


def _catalogue() -> gettext.NullTranslations:
    if _spoken.catalogue is None:
        _spoken.catalogue = _load(_spoken.language, CATALOGUES)
    return _spoken.catalogue


def _load(language: str, catalogues: Path) -> gettext.NullTranslations:
    # NullTranslations returns the sentence itself, with English rules for one and many.
    if language == "en":
        return gettext.NullTranslations()
    path = catalogues / f"{language}.mo"
    try:
        with path.open("rb") as file:
            return gettext.GNUTranslations(file)
    except FileNotFoundError:
        log.warning("translations-missing language=%s file=%s", language, path.name)
        return gettext.NullTranslations()
