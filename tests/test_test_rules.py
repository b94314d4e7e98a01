# SPDX-License-Identifier: MIT
"""Shows that a test fails for what it leaves behind and for what is said beside it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

from shape import ROOT

FAULTS = """
import threading, warnings
from PySide6.QtCore import QObject, QTimer, qWarning

kept = []

def test_clean(qtbot):
    timer = QTimer()
    timer.start(1000)
    timer.stop()
    thread = threading.Thread(target=lambda: None)
    thread.start()

def test_thread():
    kept.append(threading.Event())
    threading.Thread(target=kept[-1].wait, args=(20,), daemon=True).start()

def test_timer(qtbot):
    timer = QTimer(kept.append(QObject()) or kept[-1])
    timer.start(60_000)

def test_qt_warning(qtbot):
    qWarning("a stray warning")

def test_python_warning():
    warnings.warn("old")

def test_unclosed_file():
    open(__file__)
"""


def test_a_test_fails_for_what_it_leaves_behind(tmp_path: Path) -> None:
    (tmp_path / "test_faults.py").write_text(FAULTS, "utf-8")
    command = [sys.executable, "-m", "pytest", "-c", str(ROOT / "pyproject.toml"), "-p", "conftest"]
    ended = subprocess.run(
        [*command, "--rootdir", str(tmp_path), "-rA", str(tmp_path / "test_faults.py")],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(ROOT / "tests"), "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    passed = set(re.findall(r"^PASSED .*::(\w+)", ended.stdout, re.MULTILINE))
    failed = set(re.findall(r"^(?:FAILED|ERROR) .*::(\w+)", ended.stdout, re.MULTILINE))
    faults = set(re.findall(r"def (test_\w+)", FAULTS)) - {"test_clean"}
    assert failed == faults, ended.stdout
    assert "test_clean" in passed
    assert "threads left running" in ended.stdout
    assert "timers left running" in ended.stdout
