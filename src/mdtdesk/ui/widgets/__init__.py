# SPDX-License-Identifier: MIT
"""The window's own widgets.

Each takes what it shows and a ``Translate``, re-sets its words in ``retranslate(translate)``, draws
in the colours of ``theme`` and shows plain text only.
"""
