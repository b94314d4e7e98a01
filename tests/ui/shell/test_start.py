# SPDX-License-Identifier: MIT
"""How the program starts: what is painted first, and what a second start does."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from desktop import Desktop
from mdtdesk.ui import instance

Start = Callable[[Path | None], Desktop]
_HEAVY = ("sqlalchemy", "sqlcipher3", "alembic", "argon2", "cryptography", "reportlab", "pypdfium2")
_PAINTED = f"""
import sys
import threading
from pathlib import Path
from PySide6.QtWidgets import QApplication, QLineEdit
from mdtdesk import settings
from mdtdesk.ui import main

program = QApplication([])
looked, warm = threading.Event(), main._warm
main._warm = lambda task: looked.wait() and warm(task)  # what is ahead of the look is not its work
window, _desk, tasks = main.build(program, settings.load())

def look():
    shown = window.findChild(QLineEdit, "password").isVisible()
    print("painted", shown, [name for name in {_HEAVY!r} if name in sys.modules])
    looked.set()

def end(_none=None):
    print("warm", "sqlalchemy" in sys.modules)
    window.close()

window.painted.connect(look)
window.painted.connect(lambda: tasks.run("store", lambda _task: None, done=end))
window.start(Path(sys.argv[1]))
window.show()
program.exec()
tasks.close()
"""


def _run(code: str, *arguments: str) -> str:
    command = [sys.executable, "-c", code, *arguments]
    done = subprocess.run(
        command, capture_output=True, text=True, timeout=60, check=True, env=os.environ
    )
    return done.stdout


def test_sign_in_is_painted_before_anything_heavy_is_imported(store: Path) -> None:
    assert _run(_PAINTED, str(store)).splitlines() == ["painted True []", "warm True"]


def test_a_second_start_brings_the_first_window_to_the_front(
    desktop: Start, store: Path, tmp_path: Path
) -> None:
    here = desktop(store)
    here.window.showMinimized()
    code = (
        "import sys; from pathlib import Path; from mdtdesk.ui import main\n"
        "sys.exit(main.main(Path(sys.argv[1])))"
    )
    second = subprocess.Popen([sys.executable, "-c", code, str(store)])
    here.bot.waitUntil(lambda: second.poll() is not None, timeout=20_000)
    assert second.returncode == 0
    here.bot.waitUntil(lambda: not here.window.isMinimized())
    assert not instance.call(tmp_path / "another.mdt")


def test_a_closed_window_answers_nobody(desktop: Start, store: Path) -> None:
    desktop(store).close()
    assert not instance.call(store)
