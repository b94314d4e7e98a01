# SPDX-License-Identifier: MIT
"""The words beside the drawing: number, sign, score, tag; pushed down so that none overlap."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from mdtdesk.domain.body_map import strokes
from mdtdesk.domain.body_map.marks import Mark
from mdtdesk.domain.body_map.primitives import Move, Primitive, Shape, Words, ellipse, line

_MIDDLE = ("femur", "tibia", "fibula", "patella", "foot")

Room = tuple[float, float, float]  # size in points, where the spine's notes begin, right edge


@dataclass(slots=True)
class _Note:
    """One note: where it begins, where it points, how high it is."""

    mark: Mark
    x: float
    y: float
    to: tuple[float, float]
    more: Sequence[str] = field(default_factory=tuple)
    brief: str = ""


class Notes:
    """Collects notes in columns and draws each column from above."""

    def __init__(self, room: Room, *, brief: bool, ringed: tuple[str, str]) -> None:
        size, x, right = room
        self._ringed = ringed
        self.totals_alone, self.unnumbered = False, False
        self._size, self._x, self._right, self._brief = size, x, right, brief
        self._columns: dict[str, list[_Note]] = {}

    @property
    def _step(self) -> float:
        return self._size * strokes.MM_PER_PT * 1.5

    def beside(
        self, mark: Mark, levels: Sequence[str], to: tuple[float, float], more: Sequence[str]
    ) -> None:
        """Add a note at the right of the spine."""
        said = levels[0] if len(levels) == 1 else f"{levels[0]}–{levels[-1]}"
        brief = said if self._brief else ""
        lines = () if self._brief else tuple(self._lines(more))
        self._add("spine", _Note(mark, self._x, to[1], to, lines, brief))

    def _lines(self, more: Sequence[str]) -> Iterator[str]:
        """Yield words in lines that stay in the panel; a word that is longer is shortened."""
        size, room = self._size * 0.9, self._right - self._x - 1.5
        for words in more:
            line = ""
            for word in words.split(" "):
                longer = f"{line} {word}".strip()
                if line and strokes.wide(longer, size) > room:
                    yield _short(line, size, room)
                    longer = word
                line = longer
            yield _short(line, size, room)

    def upon(self, mark: Mark, found: tuple[float, float, float, float], bones: Move) -> None:
        """Add a note beside a bone of the skeleton: between the legs, else outside."""
        left, top, right, bottom = found
        at = ((left + right) / 2, (top + bottom) / 2)
        site, size = mark.lesion.get("site"), self._wide(mark, mark.words)
        if site == "pelvis" and mark.lesion.get("zones") == ("I",):
            way = -1 if at[0] < bones.x else 1
            x = bones.x + (-19 if way < 0 else 13) * bones.scale
            self._add(f"flank {way}", _Note(mark, x, bones.point(0, 111)[1], at))
        elif site == "pelvis" or mark.lesion.get("bone") in _MIDDLE:
            more = ("",) if mark.name else ()
            y = max(at[1] + 3, bones.point(0, 72)[1])
            self._add("middle", _Note(mark, bones.x - size / 2, y, at, more))
        else:
            way = -1 if at[0] < bones.x else 1
            if site == "skull":  # above the words that say the side
                at = (right - (right - left) * 0.2, top + (bottom - top) * 0.14)
                way = 1
            edge = bones.point(-36, 0)[0] if way < 0 else bones.point(23, 0)[0]
            more = ("",) if mark.name else ()
            y = max(at[1] - 6, self._step)
            self._add(f"side {way}", _Note(mark, max(edge, 0.5), y, at, more))

    def _wide(self, mark: Mark, words: str) -> float:
        before = 5.2 * self._size / 6 * (1 if mark.scored else 0.5)
        return strokes.wide(words, self._size, bold=True) + before

    def _add(self, column: str, note: _Note) -> None:
        self._columns.setdefault(column, []).append(note)

    def drawn(self, bottom: float) -> Iterator[Primitive]:
        """Yield all notes; in each column the later one stands below the one before."""
        placed = [
            (column, note, y)
            for column, notes in self._columns.items()
            for note, y in self._placed(notes, bottom)
        ]
        for column, note, y in placed:  # below all words
            yield from self._leader(column, note, y)
        for column, note, y in placed:
            yield from self._note(column, note, y)

    def _placed(self, notes: list[_Note], bottom: float) -> Iterator[tuple[_Note, float]]:
        notes.sort(key=lambda note: note.y)
        free = 0.0
        for at, note in enumerate(notes):
            after = sum(self._step * (1 + len(n.more)) for n in notes[at:])
            y = max(min(max(note.y, free), bottom - after + self._step), free)
            yield note, y
            free = y + self._step * (1 + len(note.more)) + 0.4

    def _leader(self, column: str, note: _Note, y: float) -> Iterator[Primitive]:
        """Yield the line from a lesion to its note; a dot ends it on a bone."""
        if column == "spine":
            yield Shape(line([note.to, (note.x - 0.6, y)]), stroke="bone_line", width=0.15)
            return
        wide = self._wide(note.mark, note.mark.words)
        if column == "middle":
            start = (note.x - 0.3 if note.to[0] < note.x + wide / 2 else note.x + wide + 0.3, y)
        else:
            start = (note.x + (2.3 if note.to[0] > note.x + 2.3 else 0.0), y)
            if column.startswith("flank"):
                start = (note.x + 1.2, y + self._step * 0.45)
        yield Shape(line([note.to, start]), stroke="text", width=0.15)
        yield Shape(ellipse(*note.to, 0.32, 0.32), fill="text", stroke="surface", width=0.15)

    def _note(self, column: str, note: _Note, y: float) -> Iterator[Primitive]:
        size, mark, x = self._size, note.mark, note.x
        centred = column != "spine"
        if note.brief:
            if mark.scored:
                yield from strokes.sign(mark.tone, x + 0.6, y, size)
            yield Words(x + 1.8, y, note.brief, size, "text", bold=True)
            return
        beside = column.startswith("flank") and not mark.words
        said = mark.words if centred or (self.totals_alone and mark.words) else mark.said
        said = mark.name if beside else said
        unit = size / 6  # distances grow with the words
        end = x
        if not self.unnumbered:
            yield from strokes.circled(mark.number, x + 1.2 * unit, y, size)
            end += 2.7 * unit
        if mark.scored:
            yield from strokes.sign(mark.tone, end + 1.1 * unit, y, size * 1.05)
            end += 2.6 * unit
        yield Words(end, y, said, size, "text", bold=True)
        if centred and mark.name and not beside:
            below = y + self._step * 0.85
            middle = x + self._wide(mark, mark.words) / 2
            if column == "middle":
                yield Words(middle, below, mark.name, size * 0.85, "muted", align="middle")
            else:
                yield Words(x, below, mark.name, size * 0.85, "muted")
        end += 0.5 * unit + strokes.wide(said, size, bold=True)
        if mark.escc and not self.unnumbered:
            words = f"ESCC {mark.escc}"
            long = strokes.wide(words, size * 0.85, bold=True) + size * 0.25
            if end + long > self._right:
                edge = min(x + 5.2 * unit, self._right - long)
                yield from strokes.tag(words, edge, y + self._step, size * 0.85)
            else:
                yield from strokes.tag(words, end, y, size * 0.85)
                end += long + unit
        for known, letters in zip((mark.irradiated, mark.operated), self._ringed, strict=True):
            if known:
                yield from strokes.circled(
                    letters, min(end + 1.4 * unit, self._right - 1), y, size * 0.9
                )
                end += size * 0.6
        for row, words in enumerate(filter(None, note.more), start=1):
            yield Words(x + 1.2, y + row * self._step, words, size * 0.9, "accent")


def _short(words: str, size: float, room: float) -> str:
    """Return words as far as they have room, with the sign that there is more."""
    if strokes.wide(words, size) <= room:
        return words
    while words and strokes.wide(words + "…", size) > room:
        words = words[:-1]
    return words + "…"
