# SPDX-License-Identifier: MIT
"""A disk that loses power: what was synced is there, of the rest any part in any order.

Stricter than any file system: a file's writes reach the disk in any subset, the last of them torn
at a sector; a folder's names change one by one unless they depend on each other; nothing is on the
disk because something else is.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from power.trace import Name, Operation, Said, Size, Sync, Write, resize, write

SECTOR = 512
State = dict[str, bytes]  # files by their path, folders as "…/"


@dataclass(frozen=True)
class Likely:
    """How likely each waiting change reached the disk: one file's or folder's, and all others'."""

    odd: int
    own: float
    others: float

    def __call__(self, node: int) -> float:
        """Return it for one of them."""
        return self.own if node == self.odd else self.others


@dataclass
class Disk:
    """What is safe, and what waits for a sync."""

    safe: dict[int, bytearray] = field(default_factory=dict)
    names: dict[int, dict[str, int]] = field(default_factory=lambda: {0: {}})
    waiting: dict[int, list[Write | Size]] = field(default_factory=dict)
    renames: dict[int, list[Name]] = field(default_factory=dict)
    folders: set[int] = field(default_factory=set)

    def do(self, operation: Operation) -> None:
        """Do one thing that the program did."""
        match operation:
            case Write() | Size():
                self.waiting.setdefault(operation.node, []).append(operation)
            case Name():
                if operation.is_folder:
                    self.folders.add(operation.node or 0)
                self.renames.setdefault(operation.folder, []).append(operation)
            case Sync():
                node = operation.node
                _apply(self.safe.setdefault(node, bytearray()), self.waiting.pop(node, []))
                _rename(self.names.setdefault(node, {}), self.renames.pop(node, []))
            case Said():
                pass

    def whole(self) -> State:
        """Return what lies there once everything is written."""
        return self._state(lambda _: 1.0, random.Random(0))

    def states(self, chance: random.Random, count: int) -> Iterator[State]:
        """Yield what may lie there if the power is cut now: all, only what is safe, any part."""
        waiting = [*self.waiting, *self.renames]
        if not waiting:
            yield self.whole()
            return
        for _ in range(count):
            # one file or folder goes its own way, all others keep to what is likely
            odd, own = chance.choice(waiting), chance.random()
            likely = chance.choice([0.0, 0.1, 0.5, 0.9, 1.0])
            same = chance.random() < 0.1
            yield self._state(Likely(odd, likely if same else own, likely), chance)

    def _state(self, likely: Callable[[int], float], chance: random.Random) -> State:
        files: State = {}
        places = [("", 0)]
        while places:
            place, folder = places.pop()
            names = dict(self.names.get(folder, {}))
            _rename(names, _some_names(self.renames.get(folder, []), likely(folder), chance))
            for name, node in names.items():
                if node in self.folders:
                    places.append((f"{place}{name}/", node))
                    continue
                content = bytearray(self.safe.get(node, b""))
                _apply(content, _some(self.waiting.get(node, []), likely(node), chance))
                files[place + name] = bytes(content)
            files[place] = b""
        return files


def _apply(content: bytearray, operations: list[Write | Size]) -> None:
    for each in operations:
        if isinstance(each, Write):
            write(content, each.at, each.data)
        else:
            resize(content, each.size)


def _rename(names: dict[str, int], operations: list[Name]) -> None:
    for each in operations:
        if each.was:
            names.pop(each.was, None)
        if each.node is None:
            names.pop(each.name, None)
        else:
            names[each.name] = each.node


def _some(
    operations: list[Write | Size], likely: float, chance: random.Random
) -> list[Write | Size]:
    """Return a part of a file's changes; the last write of it may be torn at a sector."""
    found = [each for each in operations if chance.random() < likely]
    if found and likely < 1 and chance.random() < 0.3 and isinstance(found[-1], Write):
        last = found[-1]
        sectors = chance.randrange(len(last.data) // SECTOR + 1)
        found[-1] = Write(last.node, last.at, last.data[: sectors * SECTOR])
    return found


def _some_names(operations: list[Name], likely: float, chance: random.Random) -> list[Name]:
    """Return a part of a folder's changes: of those that share a name, the first few in order."""
    refused: set[str] = set()
    found = []
    for each in operations:
        names = {each.name, each.was} - {""}
        if names & refused or chance.random() >= likely:
            refused |= names
        else:
            found.append(each)
    return found
