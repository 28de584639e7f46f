"""Every icon that the code names is there, can be drawn, and takes the colour of the theme."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QPixmap
from pytestqt.qtbot import QtBot

from desktop_app.ui import icons
from desktop_app.ui.appearance import Appearance, Scheme
from desktop_app.ui.icons import Icon
from desktop_app.ui.theme import DARK, LIGHT
from desktop_app.ui.widgets.buttons import Button, IconButton

NAMES = sorted(file.stem for file in icons.FOLDER.glob("*.svg"))
CODE = Path(__file__).resolve().parents[2] / "desktop_app" / "ui"
NAMED = re.compile(
    r'(?:icon=|Icon\(\s*|icons\.icon\(\s*|IconButton\(\s*|EmptyState\(\s*)"([a-z0-9-]+)"'
)


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("name", NAMES)
def test_every_icon_is_drawn_in_the_colour_asked_for(name: str) -> None:
    image = icons.pixmap(name, "#0B6660", 48).toImage()
    strongest = max(
        (image.pixelColor(x, y) for x in range(48) for y in range(48)), key=QColor.alpha
    )
    assert strongest.alpha() > 200
    assert strongest.name().upper() == "#0B6660"


def test_every_icon_named_in_the_code_is_there() -> None:
    named = {name for file in CODE.rglob("*.py") for name in NAMED.findall(file.read_text("utf-8"))}
    assert named
    assert named <= set(NAMES)


def test_the_licence_lies_beside_the_icons() -> None:
    assert "ISC License" in (icons.FOLDER / "LICENSE.txt").read_text("utf-8")


@pytest.mark.parametrize("make", [lambda: Icon("search"), lambda: IconButton("search", "Find")])
def test_icons_follow_the_theme(qtbot: QtBot, appearance: Appearance, make: type) -> None:
    widget = make()
    qtbot.addWidget(widget)
    widget.show()
    assert _colour(widget) == LIGHT.muted
    appearance.choose_scheme(Scheme.DARK)
    assert _colour(widget) == DARK.muted


def test_a_button_keeps_its_words_and_colours_its_icon(
    qtbot: QtBot, appearance: Appearance
) -> None:
    button = Button("&Save", icon="check", kind="primary")
    qtbot.addWidget(button)
    button.show()
    appearance.choose_scheme(Scheme.DARK)
    assert button.text() == "&Save"
    assert _strongest(button.icon().pixmap(48, 48)) == DARK.on_accent


def _colour(widget: Icon | IconButton) -> str:
    return _strongest(widget.pixmap() if isinstance(widget, Icon) else widget.icon().pixmap(48, 48))


def _strongest(pixmap: QPixmap) -> str:
    image = pixmap.toImage()
    pixels = [image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height())]
    return max(pixels, key=QColor.alpha).name().upper()
