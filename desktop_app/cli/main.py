"""The outer door of the commands: parse, run, print, and one exit code for every way to end.

0 done · 1 the person can fix it · 2 wrong usage · 3 the machine must be fixed · 70 our bug · 130 stopped.
"""

from __future__ import annotations

import logging
import os
import sys
import traceback
from collections.abc import Sequence
from contextlib import ExitStack

from desktop_app import logs
from desktop_app.cli.call import Call, Window
from desktop_app.cli.output import BUG, DONE, MACHINE, STOPPED, USAGE, USER, Output
from desktop_app.cli.parser import parse
from desktop_app.cli.usage import WrongUsage
from desktop_app.errors import Cancelled, LuringError, MachineError, UserError
from desktop_app.language import LANGUAGES, tr, use
from desktop_app.words.messages import sentence_for

log = logging.getLogger(__name__)


def run(arguments: Sequence[str], window: Window) -> int:
    """Do what the command line says; the exit code. Without a command the window opens."""
    language = _early(arguments, "--lang")
    if language in LANGUAGES:
        use(language)
    output = Output(as_json="--json" in arguments)
    with ExitStack() as stack:
        _be_quiet(stack)
        try:
            return _run(arguments, output, window, stack)
        except BrokenPipeError:
            # Whoever read us (head, less) has seen enough; nothing may be flushed at the end.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return DONE


def _run(arguments: Sequence[str], output: Output, window: Window, stack: ExitStack) -> int:
    has_log = False
    try:
        given = parse(arguments)
        if not hasattr(given, "command"):
            return window.show(
                getattr(given, "office_folder", None), getattr(given, "user", None) or ""
            )
        call = Call(given, output, window, stack)
        try:
            answer = given.command(call)
        finally:
            has_log = call.has_log
        output.answer(answer)
        return int(answer.exit_code)
    except SystemExit as end:  # help and version print and end
        return int(end.code or DONE)
    except WrongUsage as fault:
        output.failure("wrong-usage", {}, fault.message)
        if fault.usage and not output.as_json:
            output.note(fault.usage)
        return USAGE
    except (UserError, MachineError) as error:
        return _explained(error, output)
    except (KeyboardInterrupt, Cancelled):
        log.info("command-stopped")
        output.failure("stopped", {}, tr("Stopped. What was not finished was undone."))
        return STOPPED
    except BrokenPipeError:
        raise
    except Exception as error:  # noqa: BLE001 - the outermost door: a bug ends as a sentence and a reference
        return _our_mistake(error, output, has_log=has_log)


def _explained(error: LuringError, output: Output) -> int:
    is_machine = isinstance(error, MachineError)
    if is_machine:
        log.error("command-failed %s", error, exc_info=error)
    else:
        log.info("command-refused %s", error)
    sentence = sentence_for(error)
    output.failure(error.code.value, error.facts, sentence.whole)
    return MACHINE if is_machine else USER


def _our_mistake(error: Exception, output: Output, *, has_log: bool) -> int:
    reference = logs.fingerprint(error)
    log.error("bug reference=%s", reference, exc_info=error)
    output.failure(
        "internal-error",
        {"reference": reference},
        tr(
            "That was our mistake, not yours. What was not finished was undone; your data is safe. "
            "Please report it with the reference {reference}."
        ).format(reference=reference),
    )
    if not has_log:
        # Places only: the text of an exception may hold a value.
        output.note("".join(traceback.format_tb(error.__traceback__)).rstrip())
    return BUG


def _early(arguments: Sequence[str], option: str) -> str:
    """What an option will be, before anything is parsed: help and faults are in a language, too."""
    for at, argument in enumerate(arguments):
        if argument == option and at + 1 < len(arguments):
            return arguments[at + 1]
        if argument.startswith(option + "="):
            return argument.partition("=")[2]
    return ""


def _be_quiet(stack: ExitStack) -> None:
    """Until an office's log is open nothing is logged; Python would print warnings instead."""
    handler = logging.NullHandler()
    root = logging.getLogger()
    root.addHandler(handler)
    stack.callback(root.removeHandler, handler)
