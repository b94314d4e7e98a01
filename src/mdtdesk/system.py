# SPDX-License-Identifier: MIT
"""All that differs by operating system: locks, replacing and syncing files, folders, children."""

from __future__ import annotations

import ctypes
import io
import json
import os
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

if sys.platform == "win32":
    import msvcrt
    from ctypes import wintypes
else:
    import fcntl
    import resource

# Windows does not rename a folder in which a file is open.
MOVES_OPEN_FOLDERS = sys.platform != "win32"
_PATIENCE, _PAUSE = 2.0, 0.02
# A byte far behind the text: Windows forbids reading a locked range, and the text is to be read.
_LOCKED_BYTE = 1 << 30


@dataclass(frozen=True, slots=True)
class Holder:
    """Who says he holds a lock: for a message, never for a decision about this host."""

    host: str
    process: int
    person: str


class FileLock:
    """A lock on a file that the kernel frees when the process ends, however it ends."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: int | None = None

    @property
    def held(self) -> bool:
        """Tell whether this object holds the lock."""
        return self._file is not None

    def acquire(self) -> bool:
        """Take the lock if it is free, without waiting."""
        if self._file is not None:
            return True
        file = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o666)
        if not _lock(file):
            os.close(file)
            return False
        self._file = file
        return True

    def holder(self) -> Holder | None:
        """Return what the last one to sign left there; nothing after an orderly release."""
        try:
            text = json.loads(self._path.read_text("utf-8"))
            return Holder(str(text["host"]), int(text["process"]), str(text["person"]))
        except (OSError, ValueError, TypeError, KeyError):
            return None

    def sign(self, person: str) -> None:
        """Write who holds the lock now."""
        self._write(
            json.dumps(asdict(Holder(host_name(), os.getpid(), person)), ensure_ascii=False)
        )

    def release(self, *, keep_text: bool = False) -> None:
        """Clear the text and free the lock."""
        if self._file is None:
            return
        try:
            if not keep_text:
                self._write("")
        finally:
            file, self._file = self._file, None
            _unlock(file)
            os.close(file)

    def _write(self, text: str) -> None:
        if self._file is None:
            raise RuntimeError("only the holder signs")
        os.ftruncate(self._file, 0)
        os.lseek(self._file, 0, os.SEEK_SET)
        os.write(self._file, text.encode())


def _lock(file: int) -> bool:
    try:
        if sys.platform == "win32":
            os.lseek(file, _LOCKED_BYTE, os.SEEK_SET)
            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    return True


def _unlock(file: int) -> None:
    if sys.platform == "win32":
        # closing frees it, too, but only when Windows comes to it
        os.lseek(file, _LOCKED_BYTE, os.SEEK_SET)
        msvcrt.locking(file, msvcrt.LK_UNLCK, 1)


def replace_file(source: Path, target: Path) -> None:
    """Put ``source`` in the place of ``target`` in one step, waiting for a reader on Windows."""
    end = time.monotonic() + _PATIENCE
    while True:
        try:
            source.replace(target)
            return
        except PermissionError:
            if sys.platform != "win32" or time.monotonic() > end:
                raise
            time.sleep(_PAUSE)


def sync_directory(path: Path) -> None:
    """Make the names in a directory survive a power cut; Windows does so by itself."""
    if sys.platform != "win32":
        _sync_at(path, os.O_RDONLY)


def make_folder(path: Path) -> None:
    """Make a folder, and those above it, so that their names survive a power cut."""
    if not path.is_dir():
        make_folder(path.parent)
        path.mkdir(exist_ok=True)
        sync_directory(path.parent)


def sync_file(path: Path) -> None:
    """Make a file's content survive a power cut."""
    _sync_at(path, os.O_RDWR)


def _sync_at(path: Path, flags: int) -> None:
    file = os.open(path, flags)
    try:
        _sync(file)
    finally:
        os.close(file)


def _sync(file: int) -> None:
    if sys.platform == "darwin":
        # fsync leaves the data in the drive's cache there
        fcntl.fcntl(file, fcntl.F_FULLFSYNC)
    else:
        os.fsync(file)


def write_whole(path: Path, data: bytes) -> None:
    """Write a file so that it appears only when it is whole and on the disk."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    unfinished = path.with_name(f".{path.name}.{os.urandom(4).hex()}.new")
    try:
        file = os.open(unfinished, flags, 0o666)
        with os.fdopen(file, "wb") as stream:
            stream.write(data)
            stream.flush()
            _sync(stream.fileno())
        replace_file(unfinished, path)
    except OSError:
        unfinished.unlink(missing_ok=True)
        raise
    sync_directory(path.parent)


def is_network_drive(path: Path) -> bool:
    """Tell whether Windows says that a drive is a network's; elsewhere the mounts tell."""
    if sys.platform == "win32":
        drive_remote = 4
        kernel = ctypes.WinDLL("kernel32")
        return str(path).startswith("\\\\") or kernel.GetDriveTypeW(path.anchor) == drive_remote
    return False


def mounts() -> list[tuple[str, str]]:
    """Return folder and file-system type of each mount, in their order; none on Windows."""
    if sys.platform == "win32":
        return []
    if sys.platform == "darwin":
        # "//host/share on /Volumes/share (smbfs, nodev)": no statfs type in the standard library
        # Imported here: one system asks so, and every start of all would pay for it.
        import subprocess

        listed = subprocess.run(["/sbin/mount"], capture_output=True, text=True, check=False).stdout
        rows = (line.rpartition(" (") for line in listed.splitlines())
        return [(left.partition(" on ")[2], right.split(",")[0]) for left, _, right in rows]
    try:
        lines = Path("/proc/self/mounts").read_text("utf-8", "replace").splitlines()
    except OSError:
        return []
    return list(read_mounts(lines))


def read_mounts(lines: list[str]) -> Iterator[tuple[str, str]]:
    """Return folder and file-system type of each line of ``/proc/mounts``."""
    for line in lines:
        _, folder, kind = line.split()[:3]
        for escaped, plain in (("\\040", " "), ("\\011", "\t"), ("\\012", "\n"), ("\\134", "\\")):
            folder = folder.replace(escaped, plain)
        yield folder, kind


def limit_child(seconds: int, memory: int) -> None:
    """Bind this process to so many seconds of processor and bytes of memory; it dies beyond."""
    if sys.platform == "win32":
        _limit_job(seconds, memory)
    else:
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if sys.platform == "win32":

    class _BasicLimits(ctypes.Structure):
        _fields_ = (
            ("PerProcessUserTimeLimit", wintypes.LARGE_INTEGER),
            ("PerJobUserTimeLimit", wintypes.LARGE_INTEGER),
            ("LimitFlags", wintypes.DWORD),
            ("MinimumWorkingSetSize", ctypes.c_size_t),
            ("MaximumWorkingSetSize", ctypes.c_size_t),
            ("ActiveProcessLimit", wintypes.DWORD),
            ("Affinity", ctypes.c_size_t),
            ("PriorityClass", wintypes.DWORD),
            ("SchedulingClass", wintypes.DWORD),
        )

    class _Limits(ctypes.Structure):
        _fields_ = (
            ("BasicLimitInformation", _BasicLimits),
            ("IoInfo", ctypes.c_ulonglong * 6),
            ("ProcessMemoryLimit", ctypes.c_size_t),
            ("JobMemoryLimit", ctypes.c_size_t),
            ("PeakProcessMemoryUsed", ctypes.c_size_t),
            ("PeakJobMemoryUsed", ctypes.c_size_t),
        )

    def _limit_job(seconds: int, memory: int) -> None:
        process_time, process_memory, extended = 0x2, 0x100, 9
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        kernel.CreateJobObjectW.restype = wintypes.HANDLE
        kernel.GetCurrentProcess.restype = wintypes.HANDLE
        job = wintypes.HANDLE(kernel.CreateJobObjectW(None, None))
        limits = _Limits()
        limits.BasicLimitInformation.PerProcessUserTimeLimit = seconds * 10_000_000
        limits.BasicLimitInformation.LimitFlags = process_time | process_memory
        limits.ProcessMemoryLimit = memory
        size = ctypes.sizeof(limits)
        process = wintypes.HANDLE(kernel.GetCurrentProcess())
        if not kernel.SetInformationJobObject(job, extended, ctypes.byref(limits), size):
            raise ctypes.WinError(ctypes.get_last_error())
        if not kernel.AssignProcessToJobObject(job, process):
            raise ctypes.WinError(ctypes.get_last_error())


def worker_command(name: str) -> list[str]:
    """Return the command that starts this program as the named worker."""
    # The Windows launcher is named after the program and adds "-m mdtdesk" itself.
    if getattr(sys, "frozen", False) or Path(sys.executable).stem.casefold().startswith("mdtdesk"):
        return [sys.executable, "--worker", name]
    # -P: a json.py in the folder one happens to stand in must not be imported
    return [sys.executable, "-P", "-m", "mdtdesk", "--worker", name]


def utf8_output() -> None:
    """Make standard output and error speak UTF-8 whatever the code page; a window has neither."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def host_name() -> str:
    """Return this machine's name."""
    if sys.platform == "win32":
        return os.environ.get("COMPUTERNAME", "")
    return os.uname().nodename


def machine_folder() -> Path:
    """Return the folder of what is settled for everybody on this machine; only IT writes there.

    Nothing that a person can set, such as an environment variable, leads to another one.
    """
    if sys.platform == "win32":
        common_app_data, found = 0x23, ctypes.create_unicode_buffer(260)
        ctypes.WinDLL("shell32").SHGetFolderPathW(None, common_app_data, None, 0, found)
        return Path(found.value or r"C:\ProgramData") / "mdtdesk"
    if sys.platform == "darwin":
        return Path("/Library/Application Support/mdtdesk")
    return Path("/etc/mdtdesk")
