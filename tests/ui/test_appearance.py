"""Light, dark and the size of text, changed while the window is open."""

from __future__ import annotations

import re

import pytest
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_app.paths import RESOURCES
from desktop_app.ui.appearance import Appearance, Scheme
from desktop_app.ui.memory import ShortMemory
from desktop_app.ui.style import style_sheet
from desktop_app.ui.theme import DARK, LIGHT, TEXT_PAIRS, Tokens, tokens_of
from desktop_app.ui.widgets.text import Text

RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")


def test_a_widget_knows_the_theme_it_stands_in(qtbot: QtBot, appearance: Appearance) -> None:
    label = Text("Siti")
    qtbot.addWidget(label)
    label.show()
    assert tokens_of(label) is LIGHT
    appearance.choose_scheme(Scheme.DARK)
    assert tokens_of(label) is DARK
    assert label.palette().color(QPalette.ColorRole.WindowText) == QColor(DARK.text)


def test_the_choice_is_remembered(
    qapp: QApplication, memory: ShortMemory, appearance: Appearance
) -> None:
    appearance.choose_scheme(Scheme.DARK)
    appearance.choose_scale(150)
    again = Appearance(qapp, memory)
    assert again.scheme is Scheme.DARK
    assert again.scale == 150
    assert again.tokens is DARK


def test_text_grows_with_the_scale_and_not_beyond_its_bounds(
    qtbot: QtBot, appearance: Appearance
) -> None:
    label = Text("Siti", "title")
    qtbot.addWidget(label)
    label.show()
    usual = label.sizeHint().height()
    appearance.choose_scale(200)
    assert label.sizeHint().height() >= 1.8 * usual
    appearance.choose_scale(900)
    assert appearance.scale == 200
    appearance.choose_scale(10)
    assert appearance.scale == 100


@pytest.mark.parametrize("kept", ["", "purple", "light; drop"])
def test_a_broken_memory_means_the_usual_look(qapp: QApplication, kept: str) -> None:
    memory = ShortMemory()
    memory.keep("appearance.scheme", kept)
    memory.keep("appearance.scale", kept)
    appearance = Appearance(qapp, memory)
    assert appearance.scheme is Scheme.SYSTEM
    assert appearance.scale == 100


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=lambda tokens: tokens.name)
def test_the_style_sheet_is_whole(tokens: Tokens) -> None:
    sheet = style_sheet(tokens, 10)
    assert "$" not in sheet
    for file in re.findall(r'url\("([^"]+)"\)', sheet):
        assert (RESOURCES / "icons" / "controls") in (RESOURCES / file).parents or file
        with open(file, encoding="utf-8") as svg:
            assert svg.read().startswith("<svg")


def test_text_stands_only_on_backgrounds_it_was_measured_on() -> None:
    source = (RESOURCES / "styles" / "app.qss").read_text("utf-8")
    source = re.sub(r"/\*.*?\*/", "", source, flags=re.DOTALL)
    allowed = set(TEXT_PAIRS) | {("surface", "text"), ("accent_text", "pressed")}
    for selector, body in RULE.findall(source):
        text = re.search(r"(?:^|[ ;])color: \$(\w+)", body)
        ground = re.search(r"background: \$(\w+)", body)
        if text and ground:
            assert (text[1], ground[1]) in allowed, selector.strip()


def test_no_colour_or_text_size_stands_outside_the_theme() -> None:
    for file in (RESOURCES.parent / "desktop_app" / "ui").rglob("*.py"):
        if file.name == "theme.py":
            continue
        source = file.read_text("utf-8")
        assert not re.search(r"[\"']#[0-9A-Fa-f]{6}\b", source), file.name
        assert "setStyleSheet" not in source or file.name == "appearance.py", file.name
