# SPDX-License-Identifier: MIT
"""The one entry point leads to the window, the command line or a worker, and never to a trace."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from mdtdesk import __main__ as start
from mdtdesk import logs
from mdtdesk.ui import main as window

NAME = "欧阳建国"


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[Path | None]:
    """Return the stores that the window was started on; no window appears."""
    stores: list[Path | None] = []

    def note(store: Path | None = None) -> int:
        stores.append(store)
        return 0

    monkeypatch.setattr(window, "main", note)
    return stores


def test_no_argument_is_the_window(opened: list[Path | None]) -> None:
    assert start.main([]) == 0
    assert opened == [None]


def test_the_environment_names_a_store(
    opened: list[Path | None], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("MDTDESK_STORE", str(tmp_path))
    assert start.main([]) == 0
    assert opened == [tmp_path]


def test_a_store_file_is_the_window_on_its_directory(
    opened: list[Path | None], tmp_path: Path
) -> None:
    assert start.main([str(tmp_path / "骨科.mdt" / "骨科.mdtdesk")]) == 0
    assert opened == [tmp_path / "骨科.mdt"]


def test_an_unknown_worker_is_wrong_usage(opened: list[Path | None]) -> None:
    assert start.main(["--worker", "nothing"]) == 2
    assert not opened


def test_a_bug_is_an_event_in_the_log_and_no_trace() -> None:
    code = (
        "import sys\n"
        "from mdtdesk import __main__ as start\n"
        "from mdtdesk import worker\n"
        f"def broken(arguments): raise ValueError({NAME!r})\n"
        "worker.main = broken\n"
        "sys.exit(start.main(['--worker', 'parse']))"
    )
    command = [sys.executable, "-X", "utf8", "-c", code]
    ended = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    log = (logs.directory() / "mdtdesk.log").read_text("utf-8")
    number = log.split()[2]
    assert ended.returncode == start.BUG
    assert number in ended.stderr
    assert ended.stderr.count("\n") == 1
    assert "Traceback" not in ended.stderr
    assert NAME not in log + ended.stderr
    assert "ValueError" in log


def test_the_command_line_starts_without_qt() -> None:
    code = (
        "import sys\n"
        "from mdtdesk import __main__ as start\n"
        "start.main(['--worker', 'nothing'])\n"
        "print(any(name.startswith('PySide6') for name in sys.modules))"
    )
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert ended.stdout.split() == [b"False"]


def test_a_library_that_the_system_lacks_is_named(tmp_path: Path) -> None:
    """With a real loader's sentence: Qt asks for a library that is not there."""
    folder = tmp_path / "PySide6"
    folder.mkdir()
    asks = "import ctypes\ntry:\n    ctypes.CDLL('libEGL-of-nowhere.so.1')\n"
    (folder / "__init__.py").write_text(f"{asks}except OSError as e:\n    raise ImportError(e)\n")
    code = f"import sys; sys.path.insert(0, {str(tmp_path)!r}); from mdtdesk import __main__ as m"
    done = subprocess.run(
        [sys.executable, "-c", f"{code}; sys.exit(m.main([]))"],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == start.UNAVAILABLE
    assert "libEGL-of-nowhere.so.1" in done.stderr
    assert "Traceback" not in done.stderr
