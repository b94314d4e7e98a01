# SPDX-License-Identifier: MIT
"""A case's files in the window: chosen, dropped, pasted, shown small and large, opened, removed."""

from __future__ import annotations

import stat
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QObject, QPoint, QPointF, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox

import samples
from hands import press
from mdtdesk import policy
from mdtdesk.domain.files import AddFilesDraft, FileRow
from mdtdesk.services import attachments, exports
from mdtdesk.ui.files import opened
from mdtdesk.ui.files.grid import FileGrid
from mdtdesk.ui.files.viewer import PictureViewer
from typist import Typist

Open = Callable[..., Typist]
Key = Qt.Key


class Reader(Typist):
    """Somebody who looks at a case's files."""

    def enter(self) -> str:
        """Open the first case of the list; return its id."""
        self.press(Key.Key_Return)
        self.wait()
        self.page.area.build_all()
        self.wait()
        return self.page.case_id()

    @property
    def grid(self) -> FileGrid:
        """Return the tiles."""
        return self.page.area.files.grid

    @property
    def rows(self) -> tuple[FileRow, ...]:
        """Return the files that are shown."""
        return self.grid.model_.rows

    def until(self, count: int) -> None:
        """Wait until so many files are shown."""
        self.bot.waitUntil(lambda: len(self.rows) == count, timeout=30_000)
        self.wait()


@pytest.fixture
def reader(sit: Open, ward: Path) -> Reader:
    """Return somebody in front of a case."""
    typist = sit(ward)
    made = Reader((typist.window, typist.desk, typist.tasks), typist.bot)  # type: ignore[arg-type]
    made.wait()
    made.enter()
    return made


def laid(folder: Path, *names: str) -> list[Path]:
    """Write some of the samples; return their paths."""
    folder.mkdir(exist_ok=True)
    paths = [folder / name for name in names or samples.ALL]
    for path in paths:
        path.write_bytes(samples.ALL[path.name]())
    return paths


def test_chosen_files_are_read_added_and_shown(reader: Reader, tmp_path: Path) -> None:
    paths = laid(tmp_path / "in")
    reader.do("add_files")
    dialog = reader.find(QFileDialog, "choose_files")
    dialog.filesSelected.emit([str(path) for path in paths])
    dialog.reject()
    reader.until(4)
    assert [row.name for row in reader.rows] == list(samples.ALL)
    assert all(row.held for row in reader.rows)
    said = [reader.grid.model_.said(row) for row in reader.rows]
    assert [words.split()[0] for words in said] == ["PNG", "JPEG", "PDF", "DICOM"]
    # the study came with the slice, so that nobody has to type it
    document = reader.page._work.document if reader.page._work else {}
    assert any(samples.STUDY in str(row) for row in (document.get("imaging") or ()))  # type: ignore[union-attr]


def test_a_file_that_is_refused_keeps_the_others_in(reader: Reader, tmp_path: Path) -> None:
    (good,) = laid(tmp_path / "in", "a.png")
    bad = tmp_path / "in" / "b.png"
    bad.write_bytes(samples.png()[:50])
    reader.page.files.adding.add([bad, good])
    reader.until(1)
    box = reader.find(QMessageBox, "failure")
    assert "b.png" in box.informativeText()
    box.close()


def dropped(reader: Reader, held: QMimeData) -> None:
    """Drop something onto the page."""
    at, left, none = QPoint(300, 300), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    copy = Qt.DropAction.CopyAction
    enter = QDragEnterEvent(at, copy, held, left, none)
    QApplication.sendEvent(reader.page, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(reader.page, QDropEvent(QPointF(at), copy, held, left, none))


def test_files_are_dropped_onto_the_page(reader: Reader, tmp_path: Path) -> None:
    held = QMimeData()
    paths = laid(tmp_path / "in", "a.jpg", "a.pdf")
    held.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    dropped(reader, held)
    reader.until(2)


def test_a_picture_is_pasted_and_goes_through_the_child(reader: Reader) -> None:
    clipboard = QGuiApplication.clipboard()
    clipboard.setImage(QImage.fromData(samples.png((80, 60), seed=4)))
    reader.do("paste_files")  # a case without files, wherever the cursor is
    reader.until(1)
    clipboard.setImage(QImage.fromData(samples.png((80, 60), seed=5)))
    reader.grid.setFocus()
    press(reader.grid, Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    reader.until(2)
    assert reader.rows[1].name.endswith(".png")
    clipboard.clear()
    left = [path for path in opened.root().rglob("*") if path.name.startswith("pasted")]
    assert not left


class Viewer(QObject):
    """Stands for the platform's viewer: remembers what it was given."""

    def __init__(self) -> None:
        super().__init__()
        self.paths: list[Path] = []

    @Slot(QUrl)
    def take(self, url: QUrl) -> None:
        """Take a file."""
        self.paths.append(Path(url.toLocalFile()))


@pytest.fixture
def viewer() -> Iterator[Viewer]:
    """Return the platform's viewer."""
    made = Viewer()
    name: Any = "take"  # bytes to the checker of types, text to Qt
    QDesktopServices.setUrlHandler("file", made, name)
    yield made
    QDesktopServices.unsetUrlHandler("file")


def test_a_paper_opens_in_the_platforms_viewer_from_a_private_folder_that_is_swept(
    reader: Reader, viewer: Viewer, tmp_path: Path
) -> None:
    (paper,) = laid(tmp_path / "in", "a.pdf")
    reader.page.files.adding.add([paper])
    reader.until(1)
    reader.grid.setFocus()
    press(reader.grid, Key.Key_Return)
    reader.bot.waitUntil(lambda: bool(viewer.paths))
    (path,) = viewer.paths
    assert path.read_bytes() == paper.read_bytes()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert path.parent.parent == opened.root()
    assert path.name == f"{reader.rows[0].digest[:12]}.pdf"
    opened.sweep()
    assert path.exists()  # a living window's copies stay
    reader.do("lock")
    assert not path.exists()
    assert not path.parent.exists()


def test_a_policy_keeps_a_paper_from_the_platforms_viewer(
    reader: Reader, viewer: Viewer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader.page.files.adding.add(laid(tmp_path / "in", "a.pdf"))
    reader.until(1)
    monkeypatch.setattr(policy, "current", lambda: policy.Policy(export=False))
    reader.grid.setFocus()
    press(reader.grid, Key.Key_Return)
    box = reader.find(QMessageBox, "failure")
    assert box.text() == reader.desk.translate("unavailable.files_stay")
    reader.wait()
    assert viewer.paths == []
    assert not list(opened.root().rglob("*.pdf"))
    box.close()


def test_what_a_killed_window_left_is_swept_at_the_next_start(tmp_path: Path) -> None:
    left = opened.root() / "0123456789abcdef"
    left.mkdir(parents=True)
    (left / "lock").write_bytes(b"")
    (left / "plain.pdf").write_bytes(b"%PDF")
    opened.sweep()
    assert not left.exists()


def test_pictures_are_shown_full_screen_one_after_the_other(reader: Reader, tmp_path: Path) -> None:
    reader.page.files.adding.add(laid(tmp_path / "in"))
    reader.until(4)
    reader.grid.setFocus()
    press(reader.grid, Key.Key_Return)
    shown = reader.find(PictureViewer, "pictures")
    reader.bot.waitUntil(lambda: shown.picture.size().width() == 64)
    press(shown, Key.Key_Right)
    reader.bot.waitUntil(lambda: shown.picture.size().width() == 48)  # the photograph, turned
    press(shown, Key.Key_Right)
    assert shown.at == 0  # the paper and the slice are no pictures
    assert "a.png" in shown.words()
    press(shown, Key.Key_Escape)
    reader.wait()


def test_a_removed_file_comes_back_by_undo(reader: Reader, tmp_path: Path) -> None:
    reader.page.files.adding.add(laid(tmp_path / "in", "a.png", "a.pdf"))
    reader.until(2)
    said: list[object] = []
    reader.desk.said.connect(said.append)
    reader.grid.setFocus()
    press(reader.grid, Key.Key_Delete)
    reader.until(1)
    undo = next(one.undo for one in reversed(said) if getattr(one, "undo", None))  # type: ignore[attr-defined]
    undo()
    reader.until(2)
    assert all(row.held for row in reader.rows)


def test_a_file_is_of_a_lesion(reader: Reader, tmp_path: Path) -> None:
    reader.page.files.adding.add(laid(tmp_path / "in", "a.png"))
    reader.until(1)
    (lesion, words), *_ = reader.page.area.files.lesions()
    reader.page.files.assign(reader.rows[0], lesion)
    reader.bot.waitUntil(lambda: reader.rows[0].lesion == lesion)
    assert reader.grid.model_.said(reader.rows[0]).startswith(f"{words}  PNG")
    reader.page.files.assign(reader.rows[0], "")
    reader.bot.waitUntil(lambda: not reader.rows[0].lesion)


def test_forty_files_are_quick_and_ask_for_what_is_seen_only(
    reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = tuple(samples.read(f"{n:02}.png", samples.png(seed=n)) for n in range(40))
    case_id = reader.page.case_id()
    reader.desk.do(attachments.add, AddFilesDraft(case_id, files))
    reader.until(40)
    began = time.perf_counter()
    reader.page.area.verticalScrollBar().setValue(0)
    reader.desk.go("cases")
    reader.wait()
    reader.desk.go("case", case_id)
    reader.wait()
    assert len(reader.rows) == 40
    assert time.perf_counter() - began < 3
    columns = reader.grid.width() // reader.grid.gridSize().width()
    assert reader.grid.height() > 40 // columns * reader.grid.gridSize().height()
    asked: list[str] = []
    fresh = FileGrid()
    fresh.wanted.connect(asked.extend)
    fresh.model_.show_rows(reader.rows, {})
    fresh.deleteLater()
    assert asked == []  # nothing is painted, nothing is asked for


def test_files_go_to_the_case_that_was_shown_when_they_were_chosen(
    reader: Reader, tmp_path: Path
) -> None:
    case_id = reader.page.case_id()
    other = next(each for each in exports.every(reader.context) if each != case_id)
    reader.page.files.adding.add(laid(tmp_path / "in", "a.png"))
    reader.desk.go("case", other)  # before the child has answered
    reader.wait()
    reader.bot.waitUntil(lambda: bool(attachments.listed(reader.context, case_id)))
    assert attachments.listed(reader.context, other) == ()


def test_what_was_being_read_at_a_lock_is_not_added(reader: Reader, tmp_path: Path) -> None:
    said: list[str] = []
    reader.desk.said.connect(lambda one: said.append(one.key))
    reader.page.files.adding.add(laid(tmp_path / "in", "a.png"))
    reader.do("lock")
    reader.bot.waitUntil(lambda: "files.left" in said, timeout=20_000)


def test_who_may_not_register_only_looks(sit: Open, ward: Path, tmp_path: Path) -> None:
    typist = sit(ward)
    typist.wait()
    made = Reader((typist.window, typist.desk, typist.tasks), typist.bot)  # type: ignore[arg-type]
    made.enter()
    made.page.area.set_read_only(True)
    assert not made.page.area.files.button.isVisible()
    made.page.files.adding.add(laid(tmp_path / "in", "a.png"))
    made.wait()
    assert made.rows == ()
