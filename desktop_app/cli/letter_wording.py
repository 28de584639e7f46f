"""``letter wording``, ``check``, ``reword``, ``original``: the words of letters, looked through and changed."""

from __future__ import annotations

from pathlib import Path

from desktop_app import files
from desktop_app.actions.letter_wording import (
    Wording,
    WordingCheck,
    check_wording,
    letter_wording,
    reset_wording,
    set_wording,
)
from desktop_app.cli.call import Call
from desktop_app.cli.commands import Commands
from desktop_app.cli.output import Answer
from desktop_app.files import machine_error
from desktop_app.language import tr
from desktop_app.words.letter_words import check_words, origin_words


def add_wording(verbs: Commands) -> None:
    """Add the verbs about the words of letters."""
    show = verbs.add("wording", tr("The text of a template, to be changed in an editor."), _wording)
    show.add_argument("--out", type=Path, metavar=tr("FILE"), help=tr("Where it goes."))
    check = verbs.add("check", tr("Look through a text, and try it on real families."), _check)
    reword = verbs.add("reword", tr("Let a kind of letter have these words."), _reword)
    for verb in (check, reword):
        verb.add_argument("--file", type=Path, metavar=tr("FILE"), help=tr("The changed text."))
    original = verbs.add("original", tr("Take the office's own words back."), _original)
    for verb in (reword, original):
        verb.add_argument("--reason", required=True, metavar=tr("TEXT"), help=tr("Why."))
    for verb in (show, check, reword, original):
        verb.add_argument("kind", metavar=tr("KIND"), help=tr("A kind that “letter kinds” lists."))


def _wording(call: Call) -> Answer:
    found = letter_wording(call.office(), call.kind)
    if call.out is not None:
        files.write_whole(call.out, found.source.encode())
    return _answer(found, str(call.out) if call.out else found.source)


def _check(call: Call) -> Answer:
    office = call.office()
    source = _text(call.file) if call.file else letter_wording(office, call.kind).source
    found = check_wording(office, call.kind, source)
    return Answer(
        {"good": found.is_good, "tried": found.tried, "faults": _faults(found)},
        "\n".join(check_words(found)),
        exit_code=0 if found.is_good else 1,
    )


def _reword(call: Call) -> Answer:
    office = call.office()
    source = _text(call.file) if call.file else letter_wording(office, call.kind).source
    kept = set_wording(office, call.kind, source, call.reason).value
    return _answer(kept, origin_words(kept.origin))


def _original(call: Call) -> Answer:
    kept = reset_wording(call.office(), call.kind, call.reason).value
    return _answer(kept, origin_words(kept.origin))


def _answer(wording: Wording, text: str) -> Answer:
    return Answer({"kind": wording.kind, "origin": wording.origin.value}, text)


def _faults(found: WordingCheck) -> list[dict[str, str | int]]:
    said: list[dict[str, str | int]] = []
    if found.error is not None:
        said.append({"kind": "unreadable", **{k: str(v) for k, v in found.error.facts.items()}})
    said += [
        {"kind": one.kind.value, "field": one.field, "block": one.block, "meant": one.meant}
        for one in found.faults
    ]
    said += [{"kind": "never-filled-here", "field": name} for name in found.never_filled]
    return said


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise machine_error(error, name=path.name) from error
