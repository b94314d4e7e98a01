# SPDX-License-Identifier: MIT
"""Locks, whole files, remote folders and child limits, with real files and processes."""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from mdtdesk import remote_folder, system

_KILLED = -9
_HOLD = """
import sys
from pathlib import Path
from mdtdesk import system
lock = system.FileLock(Path(sys.argv[1]))
assert lock.acquire()
lock.sign("张医生")
print("held", flush=True)
sys.stdin.read()
"""


def _run(code: str, *arguments: str) -> subprocess.Popen[str]:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    return subprocess.Popen(
        [sys.executable, "-c", code, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment,
    )


def test_a_lock_is_held_by_one_process_and_freed_by_its_death(tmp_path: Path) -> None:
    path = tmp_path / "writer.lock"
    with _run(_HOLD, str(path)) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        mine = system.FileLock(path)
        assert not mine.acquire()
        assert mine.holder() == system.Holder(system.host_name(), other.pid, "张医生")
        other.kill()
        other.wait()
        assert mine.acquire()
        # the text outlives its writer; whether it matters is not the lock's question
        assert mine.holder() is not None
        mine.release()
    assert mine.holder() is None
    assert not mine.held


def test_two_locks_of_one_process_exclude_each_other(tmp_path: Path) -> None:
    first, second = (system.FileLock(tmp_path / "writer.lock") for _ in range(2))
    assert first.acquire()
    assert first.acquire()
    assert not second.acquire()
    with pytest.raises(RuntimeError):
        second.sign("x")
    first.release()
    first.release()
    assert second.acquire()
    second.release()


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"host": "a"}', '{"host":"a","process":"b","person":1}']
)
def test_a_lock_text_of_any_kind_is_read(tmp_path: Path, text: str) -> None:
    path = tmp_path / "writer.lock"
    path.write_text(text)
    assert system.FileLock(path).holder() is None


def test_a_file_appears_only_whole(tmp_path: Path) -> None:
    path = tmp_path / "keys.json"
    system.write_whole(path, b"one")
    system.write_whole(path, b"two")
    assert path.read_bytes() == b"two"
    assert [found.name for found in tmp_path.iterdir()] == ["keys.json"]


def test_a_failed_write_keeps_the_old_file_and_leaves_nothing(tmp_path: Path) -> None:
    blocked = tmp_path / "keys.json"
    (blocked / "inside").mkdir(parents=True)
    with pytest.raises(OSError, match=r"keys\.json"):
        system.write_whole(blocked, b"two")
    assert [found.name for found in tmp_path.iterdir()] == ["keys.json"]
    assert (blocked / "inside").is_dir()


@pytest.mark.skipif(sys.platform == "win32", reason="fork")
def test_killed_while_writing_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "keys.json"
    system.write_whole(path, b"old")
    code = (
        "import os, signal, sys\nfrom pathlib import Path\nfrom mdtdesk import system\n"
        "system.replace_file = lambda *_: os.kill(os.getpid(), signal.SIGKILL)\n"
        "system.write_whole(Path(sys.argv[1]), b'new')\n"
    )
    with _run(code, str(path)) as child:
        assert child.wait() == _KILLED
    assert path.read_bytes() == b"old"


_MOUNTS = """\
/dev/vda / ext4 rw 0 0
server:/home /home nfs4 rw 0 0
//nas/share /media/the\\040share cifs rw 0 0
/dev/vdb /home/local ext4 rw 0 0
ann@host: /mnt/ssh fuse.sshfs rw 0 0
/dev/sda1 /mnt/usb fuseblk rw 0 0
hgfs /mnt/host fuse.vmhgfs-fuse rw 0 0
shared /mnt/shared 9p rw 0 0
"""


@pytest.mark.parametrize(
    ("path", "remote"),
    [
        ("/srv/a.mdt", False),
        ("/home/ann/a.mdt", True),
        ("/home/local/a.mdt", False),
        ("/homes/a.mdt", False),
        ("/media/the share/a.mdt", True),
        ("/mnt/ssh/a.mdt", True),
        ("/mnt/usb/a.mdt", False),
        ("/mnt/host/a.mdt", True),
        ("/mnt/shared/a.mdt", True),
    ],
)
@pytest.mark.promise("places")
def test_network_mounts_are_known(path: str, remote: bool) -> None:
    mounts = list(system.read_mounts(_MOUNTS.splitlines()))
    assert remote_folder.is_remote_mount(Path(path), mounts) is remote


def test_the_disk_of_a_virtual_machine_is_local() -> None:
    assert not remote_folder.is_remote_mount(Path("/srv"), [("/", "9p")])
    assert remote_folder.is_remote_mount(Path("/srv"), [("/", "nfs")])
    assert not remote_folder.is_remote_mount(Path("/srv"), [])


@pytest.mark.parametrize(
    "name",
    [
        "OneDrive - 某医院",
        "onedrive",
        "Dropbox",
        "坚果云",
        "Nutstore",
        "Google Drive",
        "百度网盘",
        "iCloud Drive",
        "Mobile Documents",
        "BaiduSyncdisk",
    ],
)
@pytest.mark.promise("places")
def test_synced_folders_are_known_by_name(tmp_path: Path, name: str) -> None:
    assert remote_folder.is_remote_folder(tmp_path / name / "cases" / "ward.mdt")


def test_synced_folders_are_known_by_marker_and_through_a_link(tmp_path: Path) -> None:
    assert not remote_folder.is_remote_folder(tmp_path / "ward.mdt")
    synced = tmp_path / "mine"
    synced.mkdir()
    (tmp_path / "desk").symlink_to(synced)
    assert not remote_folder.is_remote_folder(tmp_path / "desk" / "ward.mdt")
    (tmp_path / ".dropbox").mkdir()
    assert not remote_folder.is_remote_folder(tmp_path / "desk" / "ward.mdt")
    (synced / ".dropbox").touch()
    assert remote_folder.is_remote_folder(tmp_path / "desk" / "ward.mdt")


@pytest.mark.skipif(sys.platform == "win32", reason="resource limits")
@pytest.mark.parametrize(
    ("work", "killed"),
    [("bytearray(1 << 30)", 1), ("[0 for _ in iter(int, 1)]", _KILLED), ("1", 0)],
)
def test_a_child_is_limited(work: str, killed: int) -> None:
    code = f"from mdtdesk import system\nsystem.limit_child(1, 1 << 29)\n{work}\n"
    with _run(code) as child:
        _, errors = child.communicate(timeout=30)
        assert child.returncode == killed
        assert ("MemoryError" in errors) is (killed == 1)


def test_a_worker_starts_as_this_program(monkeypatch: pytest.MonkeyPatch) -> None:
    assert system.worker_command("parse")[-4:] == ["-m", "mdtdesk", "--worker", "parse"]
    monkeypatch.setattr(sys, "executable", "/opt/mdtdesk/mdtdeskw")
    assert system.worker_command("parse") == ["/opt/mdtdesk/mdtdeskw", "--worker", "parse"]


def test_output_is_utf8_whatever_the_locale() -> None:
    code = "from mdtdesk import system\nsystem.utf8_output()\nprint('张≥\\ud800')"
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(sys.path),
        "PYTHONIOENCODING": "ascii",
    }
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, env=environment)
    assert done.stdout.decode().strip() == "张≥\\ud800"


class _Shell:
    """What Windows answers when it is asked for a folder of its own."""

    def __init__(self, _name: str) -> None:
        pass

    def SHGetFolderPathW(self, *asked: Any) -> int:
        """Fill the buffer, as Windows does for the folder of all persons."""
        assert asked[1] == 0x23
        asked[-1].value = r"D:\ProgramData"
        return 0


@pytest.mark.parametrize("platform", ["linux", "darwin", "win32"])
def test_no_variable_of_a_person_moves_the_machines_folder(
    platform: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setattr(ctypes, "WinDLL", _Shell, raising=False)
    before = system.machine_folder()
    for name in ("PROGRAMDATA", "ALLUSERSPROFILE", "HOME", "XDG_CONFIG_DIRS"):
        monkeypatch.setenv(name, "/tmp/mine")
    assert system.machine_folder() == before
    assert "mine" not in str(before)
    assert platform != "win32" or str(before).startswith("D:")
