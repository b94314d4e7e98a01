# SPDX-License-Identifier: MIT
"""Write the user guide as PDF in both languages: a step of ``build.py``."""

from __future__ import annotations

from mdtdesk.i18n import LANGUAGES, translator
from mdtdesk.reports import guide
from release import DIST, made, version


def build() -> None:
    """Make the guide's files beside the packages, by what the window itself saves."""
    for language in LANGUAGES:
        file = DIST / f"mdtdesk-{version()}-guide-{language}.pdf"
        file.write_bytes(guide.render(translator(language)))
        made(file)
