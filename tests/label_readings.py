# SPDX-License-Identifier: MIT
"""The readings of every character of a Chinese label, kept in ``resources/pinyin.toml``.

``python tests/label_readings.py`` writes the file anew after a label was added.
"""

from __future__ import annotations

import json

from mdtdesk import i18n
from mdtdesk.paths import resource
from mdtdesk.storage import pinyin

FILE = resource("pinyin.toml")


def readings() -> dict[str, list[str]]:
    """Return character → readings of all labels that are searched."""
    words = "".join(
        word
        for file in resource("vocabularies").iterdir()
        for row in i18n.labels(file.stem).values()
        for key, word in row.items()
        if key in ("zh", "short_zh")
    )
    spoken = {char: list(pinyin.readings(char)) for char in sorted(set(words))}
    return {char: said for char, said in spoken.items() if said and not char.isascii()}


def main() -> None:
    """Write the file."""
    rows = [
        f'"{char}" = {json.dumps(said, ensure_ascii=False)}\n' for char, said in readings().items()
    ]
    FILE.write_text("".join(rows), "utf-8", newline="\n")


if __name__ == "__main__":
    main()
