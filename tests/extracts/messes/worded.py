"""What can be wrong with names and other words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.extracts.messes.defect import ANY, Defect, Spoil, always, changed


def of_names(kind: str) -> list[Defect]:
    def cased(change: Callable[[str], str]) -> Spoil:
        def spoil(cell: Any, *_: Any) -> Any:
            made = change(str(cell))
            return None if made == cell else made

        return spoil

    def apostrophe(cell: Any, *_: Any) -> Any:
        return str(cell).replace("'", "’") if "'" in str(cell) else None

    def two_words(change: Callable[[str], str]) -> Spoil:
        return lambda cell, *_: change(str(cell).strip()) if " " in str(cell).strip() else None

    return [
        Defect(
            f"{kind} blanks inside", kind, "repaired", two_words(lambda n: n.replace(" ", "  ", 1))
        ),
        Defect(f"{kind} blank before", kind, "repaired", changed(lambda n: " " + n)),
        Defect(
            f"{kind} no-break", kind, "repaired", two_words(lambda n: n.replace(" ", "\xa0", 1))
        ),
        Defect(f"{kind} zero width", kind, "repaired", changed(lambda n: n[:2] + "\u200b" + n[2:])),
        Defect(f"{kind} right to left", kind, "repaired", changed(lambda n: "\u202e" + n)),
        Defect(
            f"{kind} line break", kind, "repaired", two_words(lambda n: n.replace(" ", "\n", 1))
        ),
        Defect(f"{kind} apostrophe", kind, "repaired", apostrophe),
        Defect(
            f"{kind} backtick",
            kind,
            "repaired",
            lambda c, *_: str(c).replace("'", "`") if "'" in str(c) else None,
        ),
        Defect(f"{kind} lower", kind, "repaired", cased(str.lower)),
        Defect(f"{kind} upper", kind, "repaired", cased(str.upper)),
        Defect(
            f"{kind} title",
            kind,
            "repaired",
            lambda c, p, f, s: str(c).title() if s.names == "upper" else None,
        ),
        Defect(f"{kind} missing", kind, "flagged", always(""), None),
        Defect(f"{kind} dash", kind, "flagged", always("-"), None),
        Defect(f"{kind} null", kind, "flagged", always("NULL"), None),
        Defect(f"{kind} digits", kind, "flagged", changed(lambda n: n.strip() + "2"), ANY),
        Defect(
            f"{kind} digit inside", kind, "flagged", changed(lambda n: n[:1] + "4" + n[2:]), ANY
        ),
        Defect(f"{kind} alm", kind, "flagged", changed(lambda n: "ALM. " + n.strip()), ANY),
        Defect(
            f"{kind} almh behind", kind, "flagged", changed(lambda n: n.strip() + " (ALMH)"), ANY
        ),
        Defect(
            f"{kind} almarhum", kind, "flagged", changed(lambda n: "Almarhum " + n.strip()), ANY
        ),
        Defect(f"{kind} mojibake", kind, "flagged", changed(lambda n: n[:2] + "â€™" + n[2:]), ANY),
        Defect(f"{kind} mojibake 2", kind, "flagged", changed(lambda n: n[:2] + "Ã©" + n[2:]), ANY),
        Defect(
            f"{kind} replaced", kind, "flagged", changed(lambda n: n[:2] + "\ufffd" + n[2:]), ANY
        ),
        Defect(
            f"{kind} formula", kind, "flagged", changed(lambda n: "=" + n.replace(" ", "")), ANY
        ),
        Defect(f"{kind} formula plus", kind, "flagged", changed(lambda n: "+" + n), ANY),
        Defect(f"{kind} formula at", kind, "flagged", changed(lambda n: "@" + n), ANY),
        Defect(f"{kind} long", kind, "flagged", changed(lambda n: (n + " ") * 300), ANY),
    ]


def of_texts(kind: str) -> list[Defect]:
    return [
        Defect(f"{kind} line break", kind, "repaired", changed(lambda t: "DK. A\nRT 1")),
        Defect(f"{kind} three lines", kind, "repaired", changed(lambda t: "DK. A\r\nRT 1\r\nRW 2")),
        Defect(f"{kind} quote", kind, "repaired", changed(lambda t: 'DK. "LOR"')),
        Defect(f"{kind} tab", kind, "repaired", changed(lambda t: "DK.\tLOR")),
        Defect(f"{kind} no-break", kind, "repaired", changed(lambda t: "DK.\xa0LOR")),
        Defect(f"{kind} null", kind, "repaired", always("NULL"), None),
        Defect(f"{kind} dash", kind, "repaired", always("-"), None),
        Defect(f"{kind} nan", kind, "repaired", always("NAN"), None),
        Defect(f"{kind} unknown", kind, "repaired", always("Tidak Tahu"), None),
        Defect(f"{kind} formula", kind, "flagged", always('=HYPERLINK("http://x")'), ANY),
        Defect(f"{kind} formula at", kind, "flagged", always("@SUM(1)"), ANY),
        Defect(f"{kind} long", kind, "flagged", always("A" * 10_000), ANY),
        Defect(f"{kind} 1001", kind, "flagged", always("B" * 1_001), ANY),
        Defect(f"{kind} mojibake", kind, "flagged", always("DK. KETAPANÃ‡"), ANY),
    ]
