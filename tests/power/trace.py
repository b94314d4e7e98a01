# SPDX-License-Identifier: MIT
"""Reads what strace recorded as the operations on a small disk: writes, sizes, names, syncs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

CALLS = (
    "openat,open,pwrite64,write,ftruncate,fsync,fdatasync,rename,renameat,renameat2,unlink,"
    "unlinkat,mkdir,mkdirat,rmdir,sendfile,copy_file_range,lseek"
)
_LINE = re.compile(r"^(\d+) +(\w+)\((.*)\) += (-?\d+)(.*)$")
_STRING = re.compile(r"\"((?:\\x..)*)\"")
_OPEN_FILE = re.compile(r"(\d+)<((?:\\x..)*)>")


@dataclass(frozen=True)
class Write:
    """Bytes written to a file."""

    node: int
    at: int
    data: bytes


@dataclass(frozen=True)
class Size:
    """A file cut or stretched."""

    node: int
    size: int


@dataclass(frozen=True)
class Name:
    """A name in a folder that now means ``node``; None where it means nothing. ``was`` loses it."""

    folder: int
    name: str
    node: int | None
    was: str = ""
    is_folder: bool = False


@dataclass(frozen=True)
class Sync:
    """A file or folder that is on the disk from here on."""

    node: int


@dataclass(frozen=True)
class Said:
    """Something was answered as done."""

    line: str


Operation = Write | Size | Name | Sync | Said


def write(content: bytearray, at: int, data: bytes) -> None:
    """Write into a file's content; what lies between its end and the place is zero."""
    content.extend(bytes(max(0, at - len(content))))
    content[at : at + len(data)] = data


def resize(content: bytearray, size: int) -> None:
    """Cut or stretch a file's content."""
    del content[size:]
    content.extend(bytes(size - len(content)))


@dataclass
class Recording:
    """Follows the calls in order; ``root`` is the only folder that is looked at."""

    root: Path
    acks: Path
    folders: dict[int, dict[str, int]] = field(default_factory=lambda: {0: {}})
    places: dict[str, int] = field(default_factory=dict)
    contents: dict[int, bytearray] = field(default_factory=dict)
    nodes: int = 0

    def operations(self, lines: Iterator[str]) -> Iterator[Operation]:
        """Yield what the calls did below the root."""
        for call, arguments, result, tail in _calls(lines):
            if result < 0:
                continue
            match call:
                case "open" | "openat":
                    yield from self._open(arguments, tail, result)
                case "write" | "pwrite64" | "sendfile" | "copy_file_range" | "ftruncate":
                    yield from self._change(call, arguments, result)
                case "lseek":
                    if found := _OPEN_FILE.match(arguments):
                        self.places[found.group(1)] = result
                case "fsync" | "fdatasync":
                    node = self._node(_path(arguments))
                    if node is not None:
                        yield Sync(node)
                case _:
                    yield from self._names(call, arguments)

    def _open(self, arguments: str, tail: str, number: int) -> Iterator[Operation]:
        path = Path(_text(_STRING.findall(arguments)[0]))
        self.places[str(number)] = 0
        if not path.is_relative_to(self.root):
            return
        node = self._node(path)
        if node is None and "O_CREAT" in arguments:
            node = self._new()
            self.contents[node] = bytearray()
            yield self._name(path, node)
        elif node is not None and "O_TRUNC" in arguments:
            yield self._resize(node, 0)

    def _change(self, call: str, arguments: str, result: int) -> Iterator[Operation]:
        number, escaped = _OPEN_FILE.findall(arguments)[0]
        path = Path(_text(escaped))
        if path == self.acks:
            yield Said(_bytes(_STRING.findall(arguments)[0]).decode())
        node = self._node(path)
        if node is None:
            return
        if call == "ftruncate":
            yield self._resize(node, int(arguments.rpartition(", ")[2]))
            return
        at = self.places.get(number, 0)
        if call == "pwrite64":
            at = int(arguments.rpartition(", ")[2])
        else:
            self.places[number] = at + result
        if result:
            yield self._write(node, at, self._data(call, arguments)[:result])

    def _data(self, call: str, arguments: str) -> bytes:
        if call in ("write", "pwrite64"):
            return _bytes(_STRING.findall(arguments)[0])
        # the kernel's own copy: only a whole file is ever copied so
        source = self._node(Path(_text(_OPEN_FILE.findall(arguments)[1][1])))
        assert source is not None
        return bytes(self.contents[source])

    def _write(self, node: int, at: int, data: bytes) -> Write:
        write(self.contents[node], at, data)
        return Write(node, at, data)

    def _resize(self, node: int, size: int) -> Size:
        resize(self.contents[node], size)
        return Size(node, size)

    def _names(self, call: str, arguments: str) -> Iterator[Operation]:
        paths = [Path(_text(found)) for found in _STRING.findall(arguments)]
        inside = [path for path in paths if path.is_relative_to(self.root)]
        if not inside or inside[0] == self.root:
            return
        if call.startswith("mkdir"):
            node = self._new()
            self.folders[node] = {}
            made = self._name(inside[0], node)
            yield Name(made.folder, made.name, node, is_folder=True)
        elif call.startswith("rename"):
            source, target = inside
            assert source.parent == target.parent
            moved = self._name(target, self._node(source))
            self.folders[moved.folder].pop(source.name)
            yield Name(moved.folder, target.name, moved.node, was=source.name)
        elif "AT_FDCWD" in arguments or call in ("unlink", "rmdir"):
            yield self._name(inside[0], None)

    def _name(self, path: Path, node: int | None) -> Name:
        folder = self._node(path.parent)
        assert folder is not None
        if node is None:
            self.folders[folder].pop(path.name, None)
        else:
            self.folders[folder][path.name] = node
        return Name(folder, path.name, node)

    def _node(self, path: Path) -> int | None:
        if not path.is_relative_to(self.root):
            return None
        node: int | None = 0
        for part in path.relative_to(self.root).parts:
            node = self.folders.get(node if node is not None else -1, {}).get(part)
        return node

    def _new(self) -> int:
        self.nodes += 1
        return self.nodes


def _calls(lines: Iterator[str]) -> Iterator[tuple[str, str, int, str]]:
    """Yield call, arguments, result and what follows it, with interrupted lines put together."""
    begun: dict[str, str] = {}
    for line in lines:
        process = line.split(maxsplit=1)[0]
        if line.rstrip().endswith("<unfinished ...>"):
            begun[process] = line.rstrip().removesuffix("<unfinished ...>")
            continue
        if "resumed>" in line and process in begun:
            whole = begun.pop(process) + line.partition("resumed>")[2]
        else:
            whole = line
        if match := _LINE.match(whole.rstrip()):
            yield match.group(2), match.group(3), int(match.group(4)), match.group(5)


def _bytes(escaped: str) -> bytes:
    return bytes.fromhex(escaped.replace("\\x", ""))


def _text(escaped: str) -> str:
    return _bytes(escaped).decode()


def _path(arguments: str) -> Path:
    found = _OPEN_FILE.search(arguments)
    return Path(_text(found.group(2)) if found else "/")
