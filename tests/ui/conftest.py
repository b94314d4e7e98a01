# SPDX-License-Identifier: MIT
"""What holds for every window's test: no page is made ahead but where that is what is tested.

A window that lives a second would make a whole form for nobody; journeys keep it as it is.
"""

from __future__ import annotations

import pytest

from mdtdesk.ui import workplace

_NEVER_MS = 600_000


@pytest.fixture(autouse=True)
def _nothing_is_made_ahead(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.path.stem != "test_made_ahead":
        monkeypatch.setattr(workplace, "_PAUSE_MS", _NEVER_MS)
