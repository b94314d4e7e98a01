# SPDX-License-Identifier: MIT
"""What is only read on the case page: earlier discussions, kept scores, names of files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from mdtdesk.domain import dates, wording
from mdtdesk.domain.document import Document, group, number, rows, text
from mdtdesk.domain.records import Imported
from mdtdesk.i18n import Translate
from mdtdesk.ui import theme
from mdtdesk.ui.case import paths
from mdtdesk.ui.case.panel import Panel
from mdtdesk.ui.widgets.labels import label

_LABEL = {"zh": 84, "en": 128}


@dataclass(frozen=True, slots=True)
class Line:
    """A label at the left and words at the right; without a label the words are a heading."""

    name: str
    words: str


class Lines(QWidget):
    """Lines that can be selected and copied, aligned with the fields above them."""

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(theme.px(3), 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.px(12))
        self._grid.setVerticalSpacing(theme.px(6))
        self._grid.setColumnStretch(1, 1)
        self._shown: tuple[Line, ...] = ()
        self.hide()

    def show_lines(self, lines: Sequence[Line], translate: Translate) -> None:
        """Show these lines in place of the others."""
        if tuple(lines) == self._shown:
            return
        self._shown = tuple(lines)
        while self._grid.count():
            item = self._grid.takeAt(0)
            gone = item.widget() if item else None
            if gone is not None:
                gone.hide()
                gone.deleteLater()
        for at, line in enumerate(lines):
            self._grid.addWidget(self._name(line.name, translate), at, 0)
            self._grid.addWidget(_words(line), at, 1)
        self.setVisible(bool(lines))

    def _name(self, words: str, translate: Translate) -> QLabel:
        name = label(words, "muted", wraps=True)
        name.setFixedWidth(theme.px(_LABEL[translate.language]))
        name.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        return name


def _words(line: Line) -> QLabel:
    words = label(line.words, "" if line.name else "strong", wraps=True)
    words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return words


class WithLines(Panel):
    """A section whose fields, if it has any, are followed by what is only read."""

    def make(self) -> None:
        """Make the fields and the lines."""
        self._lines = Lines()
        if self.section.paths:
            super().make()
        self.column.addWidget(self._lines)

    def load(self, document: Document) -> None:
        """Show what is recorded."""
        super().load(document)
        if self.built:
            self._lines.show_lines(tuple(self.lines()), self.translate)

    def lines(self) -> Iterator[Line]:
        """Yield what is only read here."""
        match self.section.id:
            case "prognosis":
                yield from _scores(self.document, self.translate)

    def retranslate(self, translate: Translate) -> None:
        """Show the words of a language."""
        super().retranslate(translate)
        self.load(self.document)


class Discussions(WithLines):
    """What earlier meetings said and decided."""

    imported: tuple[tuple[str, Imported], ...] = ()

    def lines(self) -> Iterator[Line]:
        """Yield the discussions, the latest first."""
        found = rows(self.document, "discussions")
        if not found:
            yield Line("", self.translate("case.no_discussion"))
        for discussion in reversed(found):
            yield from self._discussion(discussion)

    def _discussion(self, of: Document) -> Iterator[Line]:
        translate = self.translate
        yield Line("", _heading(of, translate))
        yield from _fields(of, "discussions", ("presenter", "outcome"), translate)
        present = [row for row in rows(of, "attendance") if text(row, "presence") != "apology"]
        if present:
            said = translate("wording.list").join(text(row, "person") for row in present)
            yield Line(translate.field("discussions.attendance"), said)
        for opinion in rows(of, "opinions"):
            who = text(opinion, "discipline")
            named = translate.code("discipline", who) if who else text(opinion, "person")
            yield Line(named, text(opinion, "text"))
        reason = text(of, "deferral.reason")
        if reason:
            said = " ".join(
                (translate.code("deferral_reason", reason), text(of, "deferral.text"))
            ).strip()
            yield Line(translate.field("discussions.deferral"), said)
        yield from self._decision(group(of, "decision"))
        for earlier in reversed(rows(of, "earlier_decisions")):
            yield Line("", translate("case.earlier_decision"))
            yield from self._decision(earlier)

    def _decision(self, decision: Document) -> Iterator[Line]:
        if not decision:
            return
        translate, key = self.translate, "discussions.decision"
        yield from _fields(decision, key, ("conclusion",), translate)
        lesions = rows(self.document, "lesions")
        for procedure in rows(decision, "procedures"):
            said = wording.procedure(procedure, lesions, translate)
            yield Line(translate.field(f"{key}.procedures"), said)
        names = ("alternative", "rationale", "agreement", "owner", "due_on", "recorder")
        yield from _fields(decision, key, names, translate)
        origin = dict(self.imported).get(text(decision, "id"))
        if origin is not None:
            said = translate("case.not_verified", source=origin.source, day=origin.at[:10])
            yield Line(translate("case.origin"), said)


_CODED = {"outcome": "outcome", "agreement": "agreement"}


def _fields(of: Document, key: str, names: Sequence[str], translate: Translate) -> Iterator[Line]:
    for name in names:
        value = text(of, name)
        if not value:
            continue
        if name in _CODED:
            value = translate.code(_CODED[name], value)
        elif name == "due_on":
            value = dates.show_day(value, translate)
        yield Line(translate.field(f"{key}.{name}"), value)


def _heading(of: Document, translate: Translate) -> str:
    day = text(of, "meeting.date") or text(of, "started_at")[:10]
    mode = text(of, "mode")
    said = (
        dates.show_day(day, translate) if day else "",
        text(of, "meeting.title"),
        translate.code("discussion_mode", mode) if mode else "",
    )
    return "  ".join(filter(None, said)) or translate("case.discussion")


def _scores(of: Document, translate: Translate) -> Iterator[Line]:
    for row in rows(of, "scores"):
        named = translate.code("instrument", text(row, "instrument"), short=True)
        whose = text(row, "lesion")
        where = wording.lesion(paths.lesion(of, whose), translate) if whose else ""
        occasion, at = text(row, "occasion"), text(row, "at")
        total = number(row, "total")
        said = (
            where,
            "" if total is None else wording.number(total),
            text(row, "band"),
            translate.code("score_occasion", occasion) if occasion else "",
            dates.show_moment(at, translate) if at else "",
            text(row, "by"),
        )
        yield Line(named, "  ".join(filter(None, said)))
