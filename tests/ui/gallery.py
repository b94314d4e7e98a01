# SPDX-License-Identifier: MIT
"""Shows all widgets on one page, to look at: python tests/ui/gallery.py FOLDER."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from mdtdesk.domain import case_fields
from mdtdesk.domain.document import document
from mdtdesk.domain.lesion_fields import LESION
from mdtdesk.i18n import Language, translator
from mdtdesk.ui import fonts, icons, theme
from mdtdesk.ui.forms import Form, Plan
from mdtdesk.ui.models.table import Cell, Column, TableModel, Take
from mdtdesk.ui.widgets.empty_state import EmptyState
from mdtdesk.ui.widgets.labels import Card, Elided, SectionHeader, Tag, hairline, label
from mdtdesk.ui.widgets.missing_list import Missing, MissingList
from mdtdesk.ui.widgets.table_view import TableView

LESION_PATHS = (
    "levels",
    "level_count_verified",
    "matrix",
    "fracture",
    "posterior_wall_broken",
    "soft_tissue_mass",
    "hypervascular",
    "prior_radiotherapy",
    "prior_surgery",
    "sins.pain",
    "sins.alignment",
    "sins.collapse",
    "sins.posterolateral",
    "escc",
    "tomita_surgical",
    "wbb.zones",
    "description",
)
CASE_PATHS = (
    "patient.name",
    "patient.sex",
    "patient.birth_date",
    "referral.received_at",
    "referral.question",
    "referral.urgency",
    "referral.requested_disciplines",
    "primary.site",
    "primary.histology",
    "neurology.frankel",
    "neurology.ambulatory",
    "performance.ecog",
    "performance.kps",
    "labs",
    "imaging",
    "history.comorbidities",
)
CASE = document(
    {
        "patient": {"name": "孙桂芳", "sex": "female", "birth_date": "1956-06-21"},
        "referral": {
            "received_at": "2026-11-22T20:35",
            "question": "原发不明，T12病理骨折伴双下肢无力进展2天，急诊减压固定还是先活检？",
            "requested_disciplines": ["radiology", "pathology"],
        },
        "neurology": {"frankel": "D"},
        "performance": {"ecog": 3, "kps": 50},
        "labs": [
            {"test": "haemoglobin", "value": 92, "unit": "g/L", "taken_on": "2026-11-22"},
            {"test": "albumin", "value": 31, "unit": "g/L", "taken_on": "2026-11-22"},
        ],
        "imaging": [
            {"modality": "mri", "region": "全脊柱", "date": "2026-11-22", "available": True}
        ],
        "lesions": [
            {
                "levels": ["T12"],
                "matrix": "lytic",
                "fracture": "burst",
                "posterior_wall_broken": True,
                "prior_radiotherapy": {"date": "2024-05", "dose_gy": 30},
                "prior_surgery": False,
                "sins": {"pain": "mechanical", "alignment": "deformity", "collapse": "lt50"},
                "escc": "2",
                "tomita_surgical": 7,
            }
        ],
    }
)
WORKLIST = (
    (
        "danger",
        "神经急症",
        "孙桂芳",
        "70 女",
        "T12・L3・L5",
        "原发不明，T12病理骨折伴双下肢无力",
        "14 小时",
    ),
    (
        "warning",
        "濒临骨折",
        "Margaret Ellis",
        "55 女",
        "左股骨近端",
        "Left intertrochanteric lesion, Mirels 9",
        "5 天",
    ),
    ("not_known", "未记录", "林晨", "—", "—", "未填写讨论问题", ""),
    (
        "fine",
        "常规",
        "<b>王磊</b>",
        "58 男",
        "L1",
        "肾癌L1转移，SINS 12分、ESCC 1c，TES还是分离手术加SBRT",
        "14 天",
    ),
)
Line = tuple[str, ...]


def columns() -> tuple[Column[Line], ...]:
    """Return some of the worklist's columns."""
    return (
        Column("urgency", lambda r, _t: Cell(r[1], r[0], r[0], r[0] in ("danger", "warning")), 124),
        Column("name", lambda r, _t: Cell(r[2], bold=True), 132),
        Column("age", lambda r, _t: Cell(r[3], "muted"), 60, "right"),
        Column("sites", lambda r, _t: Cell(r[4]), 128),
        Column("question", lambda r, _t: Cell(r[5])),
        Column("ready", lambda r, _t: Cell("ok", "muted", icon="check"), 56),
        Column("clock", lambda r, _t: Cell(r[6], "muted"), 100, "right"),
    )


class Headless:
    """Says a column's id as its words."""

    language: Language = "zh"

    def __call__(self, key: str, /, **_values: object) -> str:
        return key.rpartition(".")[2]


def fetch(offset: int, limit: int, take: Take[Line]) -> None:
    """Answer at once."""
    take(WORKLIST[offset : offset + limit], len(WORKLIST))


def form(group: object, paths: Sequence[str], language: Language, prefix: str = "") -> Form:
    """Make a loaded form."""
    plan = Plan(group, paths, prefix=prefix, variant="spine", right="sins.pain")  # type: ignore[arg-type]
    made = Form(plan, translator(language))
    made.load(CASE)
    made.show_needed(["lesions[0].sins.posterolateral", "referral.urgency", "primary.site"])
    return made


def page(language: Language, group: object, paths: Sequence[str], prefix: str) -> QWidget:
    """Lay out a page as the case page does."""
    whole = QWidget()
    whole.setProperty("role", "page")
    across = QHBoxLayout(whole)
    across.setContentsMargins(0, 0, 0, 0)
    across.setSpacing(0)
    area, inside = QScrollArea(), QWidget()
    inside.setProperty("role", "surface")
    inside.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    column = QVBoxLayout(inside)
    column.setContentsMargins(24, 16, 24, 16)
    column.setSpacing(12)
    column.addWidget(SectionHeader("病灶", "3 处，均为脊柱", "Alt+5"))
    made = form(group, paths, language, prefix)
    made.setObjectName("form")
    column.addWidget(made)
    column.addWidget(hairline())
    column.addStretch(1)
    area.setWidget(inside)
    area.setWidgetResizable(True)
    across.addWidget(area, 1)
    across.addWidget(side())
    return whole


def side() -> QWidget:
    """Lay out what stands at the right of a case."""
    pane = QWidget()
    pane.setFixedWidth(296)
    column = QVBoxLayout(pane)
    alert = Card(role="alert", margin=12)
    alert.column.addWidget(Tag("勿待周四会议", "danger", tinted=False))
    alert.column.addWidget(
        label("Frankel D，ESCC 2。规则：神经缺损或 ESCC 2–3 不等例会。", wraps=True)
    )
    column.addWidget(alert)
    for tone, word in (
        ("danger", "神经急症"),
        ("warning", "濒临骨折"),
        ("fine", "常规"),
        ("not_known", "未记录"),
    ):
        column.addWidget(Tag(word, tone))  # type: ignore[arg-type]
    column.addWidget(
        Elided("一句很长的话，右边放不下时以省略号结尾，完整内容在提示里 <b>x</b>", "muted")
    )
    missing = MissingList()
    missing.show_missing(
        [
            Missing("a", "Visceral metastases", "Systemic"),
            Missing("b", "ECOG or KPS", "Performance"),
        ]
    )
    column.addWidget(missing)
    for kind in ("primary", "", "link", "danger", "quiet"):
        button = QPushButton(
            icons.icon("plus", "on_accent" if kind == "primary" else "accent"), "新建病例"
        )
        button.setProperty("kind", kind)
        column.addWidget(button)
    column.addStretch(1)
    return pane


def table() -> QWidget:
    """Lay out a worklist and an empty one."""
    whole = QWidget()
    whole.setProperty("role", "surface")
    whole.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    column = QVBoxLayout(whole)
    column.setContentsMargins(0, 0, 0, 0)
    view = TableView(TableModel(columns(), fetch, Headless(), header=str))  # type: ignore[arg-type]
    view.model().ask()  # type: ignore[attr-defined]
    view.select(1)
    column.addWidget(view)
    column.addWidget(EmptyState("还没有病例。登记第一例后，它会出现在这里。", "新建病例  Ctrl+N"))
    return whole


def main(folder: Path) -> None:
    """Write a picture of each page in each look, size and language."""
    app = QApplication([])
    fonts.load(app)
    for size, look, language, scale in (
        ((1366, 768), "light", "en", 100),
        ((1920, 1080), "light", "zh", 100),
        ((1920, 1080), "dark", "zh", 100),
        ((1366, 768), "dark", "en", 150),
        ((1366, 768), "light", "en", 200),
    ):
        theme.apply(app, look, scale)  # type: ignore[arg-type]
        name = f"{size[0]}-{look}-{language}-{scale}"
        for part, made in (
            ("lesion", page(language, LESION, LESION_PATHS, "lesions[0].")),  # type: ignore[arg-type]
            ("case", page(language, case_fields.CASE, CASE_PATHS, "")),  # type: ignore[arg-type]
            ("table", table()),
        ):
            made.resize(*size)
            made.show()
            made.activateWindow()
            for field in made.findChildren(Form):
                for path in ("lesions[0].sins.alignment", "referral.urgency"):
                    field.focus(path)
            for view in made.findChildren(TableView):
                view.setFocus()
            for _ in range(5):
                app.processEvents()
            made.grab().save(str(folder / f"{part}-{name}.png"))
            made.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
