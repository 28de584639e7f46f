"""Cells that hold a code or its label: both are understood, whatever the column writes."""

from __future__ import annotations

import re

from desktop_app.domain.codebook import CodeBook, CodeList, folded_label
from desktop_app.domain.problem import ProblemKind as Kind
from desktop_app.extracts.cells import Judge, Judged, is_null_word, odd_text, plain

_CODE = re.compile(r"[0-9]{1,3}")
_DECIMAL = re.compile(r"([0-9]{1,3})[.,]0+")
_CODE_AND_LABEL = re.compile(r"([0-9]{1,2}) ?[.:=)–-] ?(\D.*)")
_NO_LIST = CodeList(labels={"id": {}, "en": {}}, spellings={})

_SPELLED = frozenset({"sex", "relationship", "dukcapil_relationship"})

LABEL, CODE, ZERO_ONE = "label", "code", "zero-one"


def code_judge(
    book: CodeBook, codes: str, *, style: frozenset[str] = frozenset(), common: tuple[str, ...] = ()
) -> Judge:
    """Judge a code of the list `codes`; an unknown one is kept as it is, and flagged.

    `style` says what the column writes: ``"code"``, ``"label"`` or both, ``"zero-one"`` for yes/no
    columns with 0 for no, ``"upper"`` for labels in capitals. `common` are the spellings that the
    column itself uses.
    """
    known = book.lists.get(codes, _NO_LIST)
    labels, spellings, translation = known.labels["id"], known.spellings, known.translation
    other_code = () if CODE in style or LABEL not in style else (Kind.CODE_AS_LABEL,)
    other_label = () if LABEL in style else (_otherwise(codes),)

    def of_code(code: int, kinds: tuple[Kind, ...]) -> Judged:
        if ZERO_ONE in style and code == 0:
            return 2, kinds
        if labels and code not in labels:
            return None if code in known.elsewhere else code, (*kinds, Kind.CODE_UNKNOWN)
        return translation.get(code, code), kinds

    def judge(raw: str) -> Judged:
        if _CODE.fullmatch(raw):
            return of_code(int(raw), other_code)
        text, kinds = plain(raw)
        if not text:
            return None, _missing(codes)
        if found := _DECIMAL.fullmatch(text):
            return of_code(int(found[1]), () if "decimals" in style else (Kind.CODE_AS_DECIMAL,))
        if _CODE.fullmatch(text):
            return of_code(int(text), kinds or other_code)
        folded = folded_label(text)
        code = spellings.get(folded)
        if code is None and (found := _CODE_AND_LABEL.fullmatch(text)):
            code = spellings.get(folded_label(found[2]))
            code = code if code == int(found[1]) else None
        if code is not None:
            if not kinds and not other_label and _is_odd(text, folded, code):
                kinds = (_otherwise(codes),)
            return translation.get(code, code), kinds or other_label
        if is_null_word(text):
            missing = _missing(codes)
            return None, missing or (() if "nulls" in style else (Kind.NULL_WORD,))
        return None, (*kinds, *(odd_text(text, "") or (Kind.CODE_UNKNOWN,)))

    def _is_odd(text: str, folded: str, code: int) -> bool:
        if text in common or codes not in _SPELLED:
            return False
        if folded in known.odd or ("upper" in style and text != text.upper()):
            return True
        return codes == "sex" and any(spellings.get(folded_label(one)) == code for one in common)

    return judge


def _otherwise(codes: str) -> Kind:
    if codes == "sex":
        return Kind.SEX_SPELLED_OTHERWISE
    if codes in _SPELLED:
        return Kind.RELATIONSHIP_SPELLED_OTHERWISE
    return Kind.CODE_AS_LABEL


def _missing(codes: str) -> tuple[Kind, ...]:
    return (Kind.SEX_MISSING,) if codes == "sex" else ()
