# SPDX-License-Identifier: MIT
"""Random clinical texts: marks of markup, rare characters, long Latin runs, line breaks."""

from __future__ import annotations

import random

_PIECES = (
    *"甲状腺滤泡癌椎体后壁破坏，。；：（）“”‘’、《》…—·＋／Ⅳ①②㈠⑩",
    *"<>&\"'\\/%#{}[]()*_|~^`$=+-,.;:!?",
    *"≥≤±×℃µμκαβ→²³⁺⁻₂‖√✓☐ĀćőΩ",
    *"龘䶮𬭎𬱖𫖯𬍛𡋾⭎𠮷",
    "T11–L1",
    "ESCC 1c",
    "20 Gy/5次",
    "121 10^9/L",
    "<b>bold</b>",
    "T<1 & N>2 <do NOT resect>",
    "pT3 <N1",
    "<img src='/etc/passwd'/>",
    "{value} %s %(x)s &lt;",
    "e\u0301 A\u030a",
    "pneumonoultramicroscopicsilicovolcanoconiosis" * 3,
    "\n",
    "\r\n",
    "\t",
    "  ",
)


def clinical(chance: random.Random) -> str:
    """Return a text as strange as one that a person may type or paste."""
    text = "".join(chance.choice(_PIECES) for _ in range(chance.randint(1, 60)))
    return text.strip() or "无"
