# SPDX-License-Identifier: MIT
"""Write the user guide as PDF in both languages: a step of ``build.py``."""

from __future__ import annotations

from release import DIST, say, size, version


def build() -> None:
    """Make the guide's files beside the packages, by what the window itself saves."""
    # Imported here: the other steps run before the program's own packages are there.
    from mdtdesk.i18n import LANGUAGES, translator
    from mdtdesk.reports import guide

    DIST.mkdir(exist_ok=True)
    for language in LANGUAGES:
        file = DIST / f"mdtdesk-{version()}-guide-{language}.pdf"
        file.write_bytes(guide.render(translator(language)))
        say(f"  {file.name}  {size(file):.1f} MB")
