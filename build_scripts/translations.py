"""The Indonesian catalogue: gathered from the code, filled in, checked, compiled.

* ``update``           gather the sentences of the code into ``resources/translations/id.po``; those that left the
  code leave the file
* ``fill PAIRS.json``  gather, then give sentences their Indonesian: ``{"English": "Indonesian"}``; a sentence that
  has a translation keeps it unless ``--replace`` is given, and nothing is thrown away
* ``missing``          print what has no translation yet, in the form that ``fill`` reads
* ``compile``          make ``id.mo`` for our sentences and ``qtbase_id.qm`` for those of Qt
* ``check``            say what is missing, left over or broken, and fail if anything is

The catalogue holds no dates, names or line numbers, so that two people's changes meet only where both
touched the same sentence. A lock makes it safe for several people to run `fill` in one folder.
"""

from __future__ import annotations

import argparse
import ast
import contextlib
import io
import json
import os
import re
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # Babel lives in .venv; bootstrap imports this file's neighbours without it
    from babel.messages.catalog import Catalog, Message

ROOT = Path(__file__).resolve().parents[1]
CODE = ROOT / "desktop_app"
FOLDER = ROOT / "resources" / "translations"
CATALOGUE = FOLDER / "id.po"
COMPILED = FOLDER / "id.mo"
QT_SOURCE = FOLDER / "qtbase_id.ts"
QT_COMPILED = FOLDER / "qtbase_id.qm"
LOCK = ROOT / "build" / "translations.lock"

ONE_SENTENCE, TWO_SENTENCES = ("tr", "mark"), ("trn",)
LOCALE = "id"
HEADER = """\
# Indonesian sentences of DTSEN Luring. Filled with `python build_scripts/translations.py fill pairs.json`.
msgid ""
msgstr ""
"Language: id\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=1; plural=0;\\n"

"""

PLACEHOLDER = re.compile(r"\{[^{}]*\}")
ACCELERATOR = re.compile(r"&(?=[^\s&])")


def main(arguments: list[str] | None = None) -> int:
    """Do what the command line asks; 1 when something is missing or wrong."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    verbs = parser.add_subparsers(dest="verb", required=True)
    verbs.add_parser("update", help="gather every sentence of the code")
    fill_verb = verbs.add_parser("fill", help="gather, then translate from a JSON file")
    fill_verb.add_argument("pairs", type=Path)
    fill_verb.add_argument(
        "--replace", action="store_true", help="also replace translations that exist"
    )
    verbs.add_parser("missing", help="print what has no translation")
    verbs.add_parser("compile", help="make the .mo and .qm files")
    verbs.add_parser("check", help="fail when anything is missing or broken")
    given = parser.parse_args(arguments)

    match given.verb:
        case "update":
            with locked():
                update()
        case "fill":
            return _fill(json.loads(given.pairs.read_text(encoding="utf-8")), replace=given.replace)
        case "missing":
            _print_json(missing())
        case "compile":
            compile_all()
        case "check":
            faults = check()
            for fault in faults:
                print(fault)
            return 1 if faults else 0
    return 0


def update() -> None:
    """Gather the sentences of the code into the catalogue; sentences that left the code leave it too."""
    _write(_merged())


def fill(pairs: dict[str, str | list[str]], *, replace: bool = False) -> list[str]:
    """Gather, then set translations; returns the keys that are no sentence of the code."""
    catalogue = _merged(keep_leftovers=True)
    unknown = []
    for english, indonesian in pairs.items():
        message = catalogue.get(english)
        if message is None:
            unknown.append(english)
        elif replace or not is_translated(message):
            message.string = _as_string(message, indonesian)
    _write(catalogue)
    return unknown


def missing() -> dict[str, str | list[str]]:
    """Every sentence of the code without a translation, ready to be filled in."""
    return {
        _key(message): [""] if message.pluralizable else ""
        for message in _sentences(_merged())
        if not is_translated(message)
    }


def compile_all() -> None:
    """Make the two files that the program reads."""
    _compile_catalogue()
    _compile_qt()


def is_stale() -> bool:
    """Whether a compiled file is missing or older than its source; needs nothing installed."""
    return not (_is_newer(COMPILED, CATALOGUE) and _is_newer(QT_COMPILED, QT_SOURCE))


def check() -> list[str]:
    """What is missing, left over or broken in the catalogue and in Qt's own texts; one line each."""
    return [*_check_catalogue(), *check_qt(QT_SOURCE)]


def sentences_in(code: str) -> Iterator[str | tuple[str, str]]:
    """Every sentence given to `tr`, `trn` or `mark`; a pair where there is one for one and for many.

    Read from the syntax tree: by its tokens, Python before 3.12 hides what stands in an f-string, and
    the catalogue would depend on who made it.
    """
    for node in ast.walk(ast.parse(code)):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
            continue
        taken = [argument.value for argument in node.args if isinstance(argument, ast.Constant)]
        texts = [text for text in taken if isinstance(text, str)]
        if node.func.id in ONE_SENTENCE and texts:
            yield texts[0]
        elif node.func.id in TWO_SENTENCES and len(texts) >= 2:
            yield texts[0], texts[1]


def check_message(message: Message) -> list[str]:
    """The faults of one sentence of the catalogue."""
    key = _key(message)
    if message.fuzzy:
        return [f"id.po: fuzzy: {key!r}"]
    if not is_translated(message):
        return [f"id.po: untranslated: {key!r}"]
    # In Indonesian there is one form, the one for many; its English twin has the same placeholders.
    english = message.id[-1] if isinstance(message.id, list | tuple) else message.id
    faults = []
    for form in forms_of(message):
        if set(PLACEHOLDER.findall(english)) != set(PLACEHOLDER.findall(form)):
            faults.append(f"id.po: placeholders differ: {key!r} / {form!r}")
        if len(ACCELERATOR.findall(english)) != len(ACCELERATOR.findall(form)):
            faults.append(f"id.po: keyboard letters (&) differ: {key!r} / {form!r}")
        if english != english.strip() or form != form.strip():
            faults.append(f"id.po: space at an end: {key!r} / {form!r}")
    return faults


def check_qt(source: Path) -> list[str]:
    """The faults of the file with Qt's own texts; it is small enough to be edited by hand."""
    faults = []
    seen: set[tuple[str, str, str]] = set()
    for context in ElementTree.parse(source).getroot().iter("context"):
        name = context.findtext("name") or ""
        for message in context.iter("message"):
            english = message.findtext("source") or ""
            comment = message.findtext("comment") or ""
            translation = message.find("translation")
            forms = _forms_of(translation)
            if (
                not english
                or not all(forms)
                or (translation is not None and translation.get("type"))
            ):
                faults.append(f"{source.name}: unfinished: {name}: {english!r}")
            if (name, english, comment) in seen:
                faults.append(f"{source.name}: twice: {name}: {english!r}")
            seen.add((name, english, comment))
            # A plural message may leave the number out of a form, nothing else may leave anything out.
            wanted = sorted(re.findall(r"%L?\w", english))
            if any(sorted(re.findall(r"%L?\w", form)) != wanted for form in forms):
                faults.append(f"{source.name}: placeholders differ: {name}: {english!r}")
    return faults


def is_translated(message: Message) -> bool:
    """Whether every form of the sentence has words."""
    return any(forms_of(message)) and all(forms_of(message))


def forms_of(message: Message) -> list[str]:
    """The translation, as one form or several."""
    string = message.string
    if string is None or isinstance(string, str):
        return [string or ""]
    return list(string)


@contextlib.contextmanager
def locked() -> Iterator[None]:
    """One at a time may change the catalogue; the others wait."""
    LOCK.parent.mkdir(exist_ok=True)
    with LOCK.open("a+") as file:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(file.fileno(), msvcrt.LK_LOCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX)
        # Closing the file lets the next one in.
        yield


def _fill(pairs: dict[str, str | list[str]], *, replace: bool) -> int:
    with locked():
        unknown = fill(pairs, replace=replace)
    for english in unknown:
        print(f"not a sentence of the code: {english!r}")
    print(f"{len(pairs) - len(unknown)} taken, {len(missing())} still missing")
    return 1 if unknown else 0


def _sentences(catalogue: Catalog) -> list[Message]:
    return sorted((message for message in catalogue if message.id), key=_key)


def _key(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def _as_string(message: Message, given: str | list[str]) -> str | list[str]:
    if message.pluralizable:
        return [given] if isinstance(given, str) else list(given)[-1:]
    return given if isinstance(given, str) else given[-1]


def _extracted() -> Catalog:
    catalogue = _empty()
    for path in sorted(CODE.rglob("*.py")):
        for sentence in sentences_in(path.read_text(encoding="utf-8")):
            catalogue.add(sentence)
    return catalogue


def _read() -> Catalog:
    from babel.messages.pofile import read_po

    if not CATALOGUE.exists():
        return _empty()
    with CATALOGUE.open("rb") as file:
        return read_po(file, locale=LOCALE)


def _empty() -> Catalog:
    from babel.messages.catalog import Catalog

    catalogue = Catalog(locale=LOCALE)
    # Babel knows no plural rule for Indonesian and would take the English one.
    catalogue.mime_headers = [("Plural-Forms", "nplurals=1; plural=0;")]
    return catalogue


def _merged(*, keep_leftovers: bool = False) -> Catalog:
    """The sentences of the code with the translations that the catalogue has for them."""
    merged, kept = _extracted(), _read()
    if (
        keep_leftovers
    ):  # only `update` throws away: a sentence may be gone because its file is being edited
        for message in _sentences(kept):
            if _key(message) not in merged:
                merged[_key(message)] = message
    for message in _sentences(merged):
        known = kept.get(_key(message))
        if known is not None and is_translated(known) and not known.fuzzy:
            message.string = _as_string(message, forms_of(known))
    return merged


def _write(catalogue: Catalog) -> None:
    from babel.messages.pofile import write_po

    body = io.BytesIO()
    write_po(body, catalogue, width=0, no_location=True, omit_header=True, sort_output=True)
    text = (HEADER + body.getvalue().decode("utf-8").lstrip("\n")).rstrip("\n") + "\n"
    beside = CATALOGUE.with_suffix(".po.new")
    beside.write_text(text, encoding="utf-8", newline="\n")
    os.replace(beside, CATALOGUE)


def _compile_catalogue() -> None:
    from babel.messages.mofile import write_mo

    beside = COMPILED.with_suffix(".mo.new")
    with beside.open("wb") as file:
        write_mo(file, _read())
    os.replace(beside, COMPILED)


def _compile_qt() -> None:
    # The wrapper script in .venv/bin starts this same file; asking for it directly works on Windows too.
    import PySide6

    folder = Path(PySide6.__file__).parent
    tool = folder / ("lrelease.exe" if sys.platform == "win32" else "lrelease")
    command = [str(tool), "-silent", "-removeidentical", str(QT_SOURCE), "-qm", str(QT_COMPILED)]
    subprocess.run(command, check=True, stdin=subprocess.DEVNULL)


def _is_newer(made: Path, source: Path) -> bool:
    return made.exists() and made.stat().st_mtime_ns > source.stat().st_mtime_ns


def _check_catalogue() -> list[str]:
    code, kept = _extracted(), _read()
    known = {_key(message): message for message in _sentences(kept)}
    wanted = {_key(message) for message in _sentences(code)}
    faults = [
        f"id.po: not in the catalogue, run 'update': {key!r}"
        for key in sorted(wanted - known.keys())
    ]
    faults += [
        f"id.po: no longer in the code, run 'update': {key!r}"
        for key in sorted(known.keys() - wanted)
    ]
    for key in sorted(wanted & known.keys()):
        faults += check_message(known[key])
    return faults


def _forms_of(translation: ElementTree.Element | None) -> list[str]:
    if translation is None:
        return [""]
    plural = translation.findall("numerusform")
    return [form.text or "" for form in plural] if plural else [translation.text or ""]


def _print_json(value: object) -> None:
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]  # a TextIOWrapper outside tests
    print(json.dumps(value, ensure_ascii=False, indent=2))


if __name__ == "__main__":
    sys.exit(main())
