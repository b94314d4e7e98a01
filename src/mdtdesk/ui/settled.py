# SPDX-License-Identifier: MIT
"""What hospital IT has settled for this machine, said where it acts: greyed, with the reason.

The services refuse what is not allowed whatever the window shows; this only says so beforehand.
"""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from mdtdesk import policy
from mdtdesk.i18n import Translate
from mdtdesk.ui.widgets.labels import plain

# actions that a key of the policy takes from the person
_ACTIONS: Mapping[str, str] = {
    "language_zh": "language",
    "language_en": "language",
    "export_deidentified": "output.export",
    "copy_record": "output.export",
    "copy": "output.export",
    "export_audit": "output.export",
}


def holds(key: str) -> bool:
    """Tell whether the policy settles a key."""
    return key in policy.current().named


def takes(action: str) -> bool:
    """Tell whether the policy takes an action from whoever sits here."""
    key = _ACTIONS.get(action, "")
    return not policy.current().export if key == "output.export" else holds(key)


def words(said: str, translate: Translate) -> str:
    """Return words with who has settled it behind them."""
    return translate("policy.by_it_words", words=said)


def grey(widget: QWidget, key: str, translate: Translate) -> None:
    """Grey what the policy settles and say so in its tool tip; leave anything else as it is."""
    if holds(key):
        widget.setEnabled(False)
        widget.setToolTip(plain(translate("policy.by_it")))
