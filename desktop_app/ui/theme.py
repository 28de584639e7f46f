"""The colours: one palette, light and dark, and the ten steps of the decile.

Every colour of the program is a token here. A text colour may only stand on a background with which
it forms a pair in `TEXT_PAIRS`; a test computes the contrast of each (at least 4.5:1), and of lines
and marks that carry meaning (`MARK_PAIRS`, at least 3:1). Red means loss and nothing else, amber
means due, the accent is a deep teal.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QWidget


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the decile sequence: its fill, and the text that stands on it."""

    fill: str
    text: str


@dataclass(frozen=True, slots=True)
class Tokens:
    """The named colours of one theme."""

    name: str
    chrome: str  # around the page: bar on top, rail, status line
    surface: str  # the page itself, cards, menus
    sunken: str  # table heads, read-only fields, the ground under a form
    hover: str
    pressed: str
    line: str  # hairlines; they only separate
    edge: str  # borders of fields and boxes; must be seen
    text: str
    muted: str
    accent: str
    accent_hover: str
    accent_pressed: str
    on_accent: str
    accent_soft: str  # selected rows, chips, the current page
    accent_text: str  # text on accent_soft, links
    due: str
    due_soft: str
    due_text: str
    loss: str
    loss_hover: str
    on_loss: str
    loss_soft: str
    loss_text: str
    mark: str  # behind the letters that a search found
    mark_text: str
    shadow: str
    deciles: tuple[Step, ...]

    @property
    def is_dark(self) -> bool:
        """Whether this is the dark theme."""
        return self.name == "dark"


_PALE = "#FFFFFF"
_INK = "#06110F"

# Indigo, teal, sand: lightness rises evenly (7 to 9 L* a step), so the order survives a grey printer
# and every kind of colour blindness; the hue only helps those who see it.
_LIGHT_STEPS = (
    Step("#222858", _PALE),
    Step("#1D3F70", _PALE),
    Step("#005984", _PALE),
    Step("#00738F", _PALE),
    Step("#008C93", _INK),
    Step("#33A392", _INK),
    Step("#6BB791", _INK),
    Step("#9EC895", _INK),
    Step("#CAD8A5", _INK),
    Step("#F0E9C0", _INK),
)
_DARK_STEPS = (
    Step("#3B4375", _PALE),
    Step("#35598C", _PALE),
    Step("#24719D", _PALE),
    Step("#0489A6", _INK),
    Step("#16A0A7", _INK),
    Step("#48B5A3", _INK),
    Step("#7AC69F", _INK),
    Step("#A9D5A1", _INK),
    Step("#D4E2AE", _INK),
    Step("#F7F0C6", _INK),
)

LIGHT = Tokens(
    name="light",
    chrome="#F1F4F3",
    surface="#FFFFFF",
    sunken="#F7F9F8",
    hover="#E6ECEA",
    pressed="#DAE3E0",
    line="#E1E7E5",
    edge="#808E88",
    text="#15201E",
    muted="#53625E",
    accent="#0B6660",
    accent_hover="#0A5751",
    accent_pressed="#084842",
    on_accent="#FFFFFF",
    accent_soft="#DCEFEC",
    accent_text="#0A5750",
    due="#B97800",
    due_soft="#FFF1D0",
    due_text="#734500",
    loss="#B3261E",
    loss_hover="#98201A",
    on_loss="#FFFFFF",
    loss_soft="#FCE9E7",
    loss_text="#9A1F18",
    mark="#CFEAE5",
    mark_text="#063F3A",
    shadow="#0A1413",
    deciles=_LIGHT_STEPS,
)

DARK = Tokens(
    name="dark",
    chrome="#111716",
    surface="#191F1E",
    sunken="#141A19",
    hover="#252D2B",
    pressed="#2D3735",
    line="#2B3432",
    edge="#73827D",
    text="#E5EBE9",
    muted="#9FAEA9",
    accent="#57C2B7",
    accent_hover="#6DD0C5",
    accent_pressed="#86DCD2",
    on_accent="#04211E",
    accent_soft="#143E3A",
    accent_text="#93DFD6",
    due="#E3A83A",
    due_soft="#3A2B0D",
    due_text="#F4CB78",
    loss="#F2867C",
    loss_hover="#F79D94",
    on_loss="#33090A",
    loss_soft="#43201E",
    loss_text="#FFB3AB",
    mark="#1D554F",
    mark_text="#D6F5F1",
    shadow="#000100",
    deciles=_DARK_STEPS,
)

_GROUNDS = ("chrome", "surface", "sunken", "hover", "pressed")

TEXT_PAIRS: tuple[tuple[str, str], ...] = (
    *(("text", ground) for ground in _GROUNDS),
    *(("muted", ground) for ground in _GROUNDS),
    ("text", "accent_soft"),
    ("text", "due_soft"),
    ("text", "loss_soft"),
    ("muted", "accent_soft"),
    ("accent_text", "accent_soft"),
    ("accent_text", "chrome"),
    ("accent_text", "surface"),
    ("accent_text", "sunken"),
    ("accent_text", "hover"),
    ("on_accent", "accent"),
    ("on_accent", "accent_hover"),
    ("on_accent", "accent_pressed"),
    ("due_text", "due_soft"),
    ("due_text", "chrome"),
    ("due_text", "surface"),
    ("on_loss", "loss"),
    ("on_loss", "loss_hover"),
    ("loss_text", "loss_soft"),
    ("loss_text", "surface"),
    ("loss_text", "sunken"),
    ("mark_text", "mark"),
)
"""Every (text, background) that the screens use; anything else is not allowed."""

MARK_PAIRS: tuple[tuple[str, str], ...] = (
    ("edge", "surface"),
    ("edge", "sunken"),
    ("accent", "surface"),
    ("accent", "chrome"),
    ("accent", "accent_soft"),
    ("due", "due_soft"),
    ("due", "surface"),
    ("loss", "loss_soft"),
    ("loss", "surface"),
)
"""Lines and marks that carry meaning without text, and what they stand on."""


def tokens_of(widget: QWidget) -> Tokens:
    """The colours in force where `widget` stands; follows the palette, so nothing is handed around."""
    # Shadow is a role that neither a style sheet nor a widget of ours ever sets.
    shade = widget.palette().color(QPalette.ColorRole.Shadow)
    return DARK if shade == QColor(DARK.shadow) else LIGHT


def contrast(one: str, other: str) -> float:
    """The contrast of two colours as WCAG 2 counts it, 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def lightness(colour: str) -> float:
    """How light a colour looks, 0 to 100 (CIE L*): what is left of it on a grey printer."""
    y = _luminance(colour)
    return float(116 * y ** (1 / 3) - 16 if y > 0.008856 else 903.3 * y)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return float(channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4)
