"""Names as Indonesians write them: how a name is folded so that spellings meet.

`fold` gives the form in which names are compared and indexed: capitals without accents, titles and
punctuation gone, old spelling brought to the spelling of 1972 (Ejaan yang Disempurnakan, Keputusan
Presiden 57/1972: oe→u, dj→j, tj→c, j→y, sj→sy, nj→ny, ch→kh). The step j→y is left out: in today's
names j is far more often the new j than the old y.
"""

from __future__ import annotations

import re
import unicodedata

_TITLES = """
H HJ HJH DR DRS DRA IR KH NY TN SDR SDRI BPK IBU PAK BU ALM ALMH ALMARHUM ALMARHUMAH BIN BINTI
SH SE SPD SAG SKM SST SIP SSOS SKEP AMD MPD MSI MM
"""
_TITLE_WORDS = frozenset(_TITLES.split())
_APOSTROPHES = str.maketrans("", "", "'’‘`´.")
_OLD_SPELLING = (("OE", "U"), ("TJ", "C"), ("DJ", "J"), ("SJ", "SY"), ("NJ", "NY"), ("CH", "KH"))
_MOST_WORDS = 100_000
_NOT_WORD = re.compile(r"[^A-Z0-9]+")


def words_of(name: str) -> list[str]:
    """The words of a name in capitals, accents, apostrophes and punctuation gone, titles kept."""
    text = name.upper()
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text).translate(_APOSTROPHES)
        text = text.encode("ascii", "ignore").decode()
    else:
        text = text.translate(_APOSTROPHES)
    return [word for word in _NOT_WORD.split(text) if word]


def fold(name: str) -> str:
    """The form in which a name is compared; empty only for a name without letters or digits.

    A name that is nothing but a title keeps it: people called "Hj" or "Alm" do stand in files.
    """
    words = words_of(name)
    kept = [word for word in words if word not in _TITLE_WORDS] or words
    return " ".join(_respelt(word) for word in kept)


class Folder(dict[str, str]):
    """Folds many names; remembers the words, of which a million people have some ten thousand."""

    def fold(self, name: str) -> str:
        """The same as `fold`, which looks at each word by itself unless all of them are titles."""
        if len(self) > _MOST_WORDS:
            self.clear()
        folded = " ".join(filter(None, map(self.__getitem__, name.split(" "))))
        return folded or fold(name)

    def __missing__(self, word: str) -> str:
        folded = self[word] = " ".join(
            _respelt(part) for part in words_of(word) if part not in _TITLE_WORDS
        )
        return folded


def _respelt(word: str) -> str:
    for old, new in _OLD_SPELLING:
        if old in word:
            word = word.replace(old, new)
    return word
