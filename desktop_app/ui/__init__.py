"""The window: the only room that knows Qt.

Problem: a screen must look alike everywhere, follow light and dark while it is open, and stay small.
Choice: one set of tokens (`theme.py`), one style sheet built from them (`style.py`,
``resources/styles``), and widgets that ask the palette they stand in for the rest, so that nothing
about the look is handed around or kept in a global. Pages are handed one `Desk` (the office behind a
`TaskRunner`, a memory for widths and choices, today's date) and nothing else. A second window
system, or screens that designers draw, would change our mind.
"""

from desktop_app.ui.refcounts import make_singletons_immortal

make_singletons_immortal()
