# SPDX-License-Identifier: MIT
"""Keeps the score column, the red flags and the lesions' chips to what is typed at the moment.

Everything is computed here and now, on the thread of the window: it takes less than a millisecond.
"""

from __future__ import annotations

from collections.abc import Callable, Collection

from PySide6.QtCore import QObject

from mdtdesk.domain import red_flags
from mdtdesk.domain.document import Document, rows, text
from mdtdesk.domain.instruments.results import Result
from mdtdesk.i18n import Translate
from mdtdesk.ui.case import overview, score_views
from mdtdesk.ui.case.area import FormArea
from mdtdesk.ui.case.score_views import Scored
from mdtdesk.ui.case.side import Side


class ScoreColumn(QObject):
    """Computes and shows; ``shown`` are the instruments that the department sees.

    listeners are told of each case with its results: the body map.
    """

    def __init__(self, side: Side, area: FormArea) -> None:
        super().__init__(side)
        self._side, self._area = side, area
        self.shown: Collection[str] = score_views.until_known()
        self.scored = Scored()
        self.listeners: list[Callable[[Document, tuple[Result, ...]], object]] = []
        self._opened: dict[str, bool] = {}
        self._translate: Translate | None = None
        self._computed: tuple[object, ...] = ()
        self._lesion = ""
        side.scores.opened.connect(self._open)

    def forget(self) -> None:
        """Let another case begin with nothing opened."""
        self._opened.clear()
        self._computed = ()

    def show_case(self, case: Document, translate: Translate) -> None:
        """Compute a case and show what it comes to, unless it is the one that is shown."""
        of = (case, self.shown, translate.language)
        if of == self._computed:
            if self._area.lesions.current not in ("", self._lesion):
                self.show_again()
            return
        self._computed, self._translate = of, translate
        self.scored = score_views.scored(case, self.shown)
        flags = red_flags.flags(case, self.scored.results)
        self._side.show_alarms(*overview.alarms(case, flags, translate))
        self.show_again()
        self._area.lesions.show_states(self._states(case, translate))
        for told in self.listeners:
            told(case, self.scored.results)

    def show_again(self) -> None:
        """Show the same results, with another row opened or another lesion chosen."""
        translate = self._translate
        if translate is None:
            return
        lesion = self._lesion = self._area.lesions.current or self._first()
        made = score_views.entries(self.scored, self._opened, lesion, translate)
        remark = translate("scores.remark" if self.scored.results else "scores.empty")
        self._side.show_scores(translate("scores.title"), remark, made)

    @property
    def lesion(self) -> str:
        """Return the lesion whose scores are open: the one chosen in the form."""
        return self._lesion

    def _first(self) -> str:
        """Return the lesion that its section will show once it is made."""
        found = (
            text(row, "id") for row in rows(self.scored.case, "lesions") if "removed" not in row
        )
        return next(found, "")

    def _states(self, case: Document, translate: Translate) -> dict[str, tuple[str, str]]:
        named = (text(row, "id") for row in rows(case, "lesions"))
        return {n: score_views.lesion_state(self.scored, n, translate) for n in named}

    def _open(self, name: str, opened: bool) -> None:
        self._opened[name] = opened
        self.show_again()
