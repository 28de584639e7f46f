"""Arabic script in names: letters take the form of their place in the word, and run from the right.

Problem: what prints here sets glyphs one after the other from the left and knows no scripts. Choice:
Unicode has a character for each form of a letter, and the font that ships has a glyph for each of
them; so a run of Arabic is turned into those, last letter first, before its lines are broken. Vowel
marks are left out, as in names on official papers. A name is never broken inside.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Mapping

_LETTER = r"[\u0620-\u063f\u0641-\u064a\u0660-\u0669\u066e-\u06d3\u06d5\u06ee-\u06ff\u0750-\u077f]"
_RUN = re.compile(rf"{_LETTER}+(?:[ \u00a0\u060c.-]+{_LETTER}+)*")
_MARKS = re.compile(r"[\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0640]")
_DIGITS = re.compile(r"[\u0660-\u0669\u06f0-\u06f90-9]+")
_SHAPED = re.compile(r"[\ufb50-\ufdff\ufe70-\ufefc\u0600-\u06ff\u0750-\u077f]")
_PIECES = re.compile(rf"(?:{_SHAPED.pattern}|(?<={_SHAPED.pattern})\u00a0(?={_SHAPED.pattern}))+")
_LAM = "\u0644"
_FORMS = range(0xFB50, 0xFEFD)
_ALONE, _LAST, _FIRST, _INSIDE = "<isolated>", "<final>", "<initial>", "<medial>"


def visual(text: str) -> str:
    """The text with every run of Arabic as it is seen from the left; all else as it was."""
    if not _RUN.search(_MARKS.sub("", text)):
        return text
    return _RUN.sub(lambda run: _seen(run[0]), _MARKS.sub("", text))


def pieces(text: str) -> list[tuple[bool, str]]:
    """What `visual` gave, in parts that are Arabic or not."""
    found, at = [], 0
    for run in _PIECES.finditer(text):
        if run.start() > at:
            found.append((False, text[at : run.start()]))
        found.append((True, run[0]))
        at = run.end()
    if at < len(text):
        found.append((False, text[at:]))
    return found


def plain(char: str) -> str:
    """The letter that a form belongs to, by which it is searched and copied."""
    return unicodedata.normalize("NFKC", char) if ord(char) in _FORMS else char


def _seen(run: str) -> str:
    shaped = "\u00a0".join(_shaped(word) for word in run.split())
    # Numbers run from the left even here.
    return _DIGITS.sub(lambda digits: digits[0][::-1], shaped[::-1])


def _shaped(word: str) -> str:
    forms = _forms()
    made: list[str] = []
    joins_before = False
    at = 0
    while at < len(word):
        letters = word[at : at + 2] if word[at] == _LAM and word[at : at + 2] in forms else word[at]
        own = forms.get(letters, {})
        after = word[at + len(letters) : at + len(letters) + 1]
        joins_after = (_FIRST in own or _INSIDE in own) and _LAST in forms.get(after, {})
        wanted = {
            (False, False): (_ALONE,),
            (True, False): (_LAST, _ALONE),
            (False, True): (_FIRST, _ALONE),
            (True, True): (_INSIDE, _LAST, _ALONE),
        }[joins_before and _LAST in own, joins_after]
        made.append(next((own[form] for form in wanted if form in own), letters))
        joins_before = joins_after
        at += len(letters)
    return "".join(made)


@functools.cache
def _forms() -> Mapping[str, Mapping[str, str]]:
    """The forms of each letter, and of lam with alef, which are written as one."""
    forms: dict[str, dict[str, str]] = {}
    for code in _FORMS:
        kind, *letters = unicodedata.decomposition(chr(code)).split() or [""]
        base = "".join(chr(int(one, 16)) for one in letters)
        is_ligature = len(base) == 2 and base[0] == _LAM and code >= 0xFEF5
        if kind in (_ALONE, _LAST, _FIRST, _INSIDE) and (len(base) == 1 or is_ligature):
            forms.setdefault(base, {})[kind] = chr(code)
    return forms
