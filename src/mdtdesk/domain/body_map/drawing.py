# SPDX-License-Identifier: MIT
"""The whole drawing as a list of shapes and words: the same on screen and on paper.

The skeleton stands at the left, the enlarged spine beside it, notes at its right, a legend below.
The patient's right is on the viewer's left, as on a radiograph, and said so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from mdtdesk.domain.body_map import decided, implants, plain, skeleton, spine, strokes
from mdtdesk.domain.body_map.legend import legend, ringed
from mdtdesk.domain.body_map.marks import Mark, marks
from mdtdesk.domain.body_map.notes import Notes
from mdtdesk.domain.body_map.primitives import (
    Move,
    Primitive,
    Shape,
    Words,
    box,
    ellipse,
)
from mdtdesk.domain.body_map.regions import Region
from mdtdesk.domain.document import EMPTY, Document
from mdtdesk.domain.instruments.results import Result
from mdtdesk.i18n import Translate

_WIDER = 1.12
_ENDS = ("C1", "T1", "L1", "S1")


@dataclass(frozen=True, slots=True)
class Layout:
    """A panel in millimetres and what stands in it; ``size`` is that of its words in points."""

    width: float
    height: float
    size: float = 6.0
    has_skeleton: bool = True
    labels: bool = True
    notes: bool = True
    legend: bool = True
    few: bool = False  # labels of the ends of the spine's parts and of the lesions alone

    @property
    def note(self) -> float:
        """Return how wide a note is in ems: a sign and a total, or number and tag with them."""
        return 2.8 if self.few else 5.6

    @property
    def said(self) -> float:
        """Return the size of what a decision says, 0 where nothing is said."""
        return self.size * 0.92 if self.labels else 0.0

    @property
    def foot(self) -> float:
        """Return the height of the legend."""
        return self.size * 1.15 if self.legend else 0.0


PANEL = Layout(92, 121)
SMALL_PANEL = Layout(86, 98, size=5.8)
AGENDA = Layout(29, 27, size=5.0, labels=False, legend=False)
STRIP = Layout(34, 150, size=7.5, has_skeleton=False, legend=False)


@dataclass(frozen=True, slots=True)
class Touch:
    """A region as it lies in the panel, for the mouse and for a screen reader."""

    region: Region
    shape: Shape


@dataclass(frozen=True, slots=True)
class Drawing:
    """The primitives in their order, and the regions among them."""

    layout: Layout
    primitives: tuple[Primitive, ...]
    touches: tuple[Touch, ...]


@dataclass(frozen=True, slots=True)
class Seen:
    """What is drawn: a case, its results, a decision on it."""

    case: Document
    results: tuple[Result, ...] = ()
    decision: Document = field(default_factory=lambda: EMPTY)


def draw(seen: Seen, layout: Layout, translate: Translate) -> Drawing:
    """Return the drawing of a case."""
    return _Panel(seen, layout, translate).drawing()


class _Panel:
    """One drawing while it is made."""

    def __init__(self, seen: Seen, layout: Layout, translate: Translate) -> None:
        self.layout, self.translate = layout, translate
        self.marks = marks(seen.case, seen.results, translate)
        self._marked = _marked(self.marks)
        drawn = decided.procedures(seen.decision, translate)
        self.done = tuple(drawn) if layout.labels else ()  # the small one shows lesions alone
        self.pen = implants.Pen(decided.is_done(seen.decision), layout.said)
        self.primitives: list[Primitive] = []
        self.touches: list[Touch] = []
        head = layout.size * strokes.MM_PER_PT * (1.6 if layout.labels else 0.8)
        self.tall = layout.height - layout.foot - head - 1
        self.bottom = head + self.tall
        self._place()

    def _place(self) -> None:
        layout, wide = self.layout, self.layout.width
        scale = self.tall / skeleton.HEIGHT
        if layout.has_skeleton:
            scale = min(scale, wide * 0.48 / (2 * skeleton.HALF - 4))
        self.bones = Move(wide * 0.25, self.bottom, scale)
        if layout.has_skeleton:
            self.column = Move(wide * 0.645, self.bottom, self.tall / 800, _WIDER)
            self.notes_at = wide * 0.755
        else:
            self._place_column()

    def _place_column(self) -> None:
        """Put the spine alone between its labels and its notes, so that none is cut."""
        layout, scale = self.layout, self.tall / 800
        names = strokes.wide("T12", layout.size * 1.1, bold=True) + 0.6
        notes = layout.size * strokes.MM_PER_PT * layout.note if layout.notes else 0.8
        half = min(60 * scale * _WIDER, max((layout.width - names - notes) / 2, 1.0))
        at = names + half
        if not layout.notes:
            at = max(at, (layout.width - names) / 2)
        self.column = Move(at, self.bottom, scale, half / (60 * scale))
        self.notes_at = at + half + 0.6

    def drawing(self) -> Drawing:
        """Return all of it."""
        if self.layout.has_skeleton:
            self._draw_skeleton()
        self._draw_spine()
        if self.layout.notes:
            self._draw_notes()
        if self.layout.legend:
            base = self.layout.height - self.layout.foot
            self.primitives += legend(self.layout.width, base, self.layout.size, self.translate)
        return Drawing(self.layout, tuple(self.primitives), tuple(self.touches))

    def _mark(self, region: Region | None) -> Mark | None:
        return self._marked.get(region) if region is not None and self._marked else None

    # the skeleton

    def _draw_skeleton(self) -> None:
        again: list[Shape] = []
        fine = not self.layout.labels
        for bone, bare in zip(skeleton.bones(), plain.bones(self.bones, fine=fine), strict=True):
            mark = self._mark(bone.region)
            front = bone.layer != "behind" or (bone.region is not None and _is_free(bone.region))
            shape = _pressed(bare, mark, plain.width(fine=fine) * 1.8) if mark and front else bare
            if bone.layer != "part" or mark is not None:
                self.primitives.append(shape)
            if bone.region is not None and front:
                self.touches.append(Touch(bone.region, shape))
                if mark is not None and bone.region.site == "spine":
                    again.append(shape)
        self.primitives += again
        self._mark_fractures()
        self._draw_implants()
        apart = 13 * self.bones.scale
        if not self.layout.labels:  # beside so small a head the words are the wider
            apart = max(apart, 8 * self.bones.scale + self.layout.size * 0.3)
        self._say_sides(self.bones.x, self.bones.point(0, 165)[1], apart)

    def _say_sides(self, x: float, y: float, apart: float, *, quiet: bool = False) -> None:
        size = self.layout.size * (1.3 if self.layout.labels and not quiet else 0.95)
        for way, side in ((-1, "right"), (1, "left")):
            words = self.translate(f"body_map.{side}")
            bold, tone = self.layout.labels and not quiet, "muted" if quiet else "text"
            self.primitives.append(
                Words(x + way * apart, y, words, size, tone, bold=bold, align="middle")
            )

    def _mark_fractures(self) -> None:
        size = 1.3 if self.layout.labels else 0.5
        for mark in self.marks:
            if not mark.fracture or mark.lesion.get("site") == "spine":
                continue
            found = self._box_of(mark)
            if found is not None:
                left, top, right, bottom = found
                x, y, half = (left + right) / 2, (top + bottom) / 2, (right - left) / 2 + 0.6
                dashed = mark.fracture == "impending"
                self.primitives += strokes.zigzag(x, y, min(half, 3.2), dashed=dashed, size=size)

    def _box_of(self, mark: Mark) -> tuple[float, float, float, float] | None:
        """Return where a lesion lies on the skeleton: round the shapes it holds."""
        held = [t.shape for t in self.touches if t.region.holds(mark.lesion)]
        if not held:
            return None
        return implants.round_bones([box(shape.commands) for shape in held])

    def _draw_implants(self) -> None:
        for done in self.done:
            if not done.bone:
                continue
            held = [
                box(touch.shape.commands)
                for touch in self.touches
                if (touch.region.bone == done.bone and touch.region.side == (done.side or "left"))
                or (
                    done.bone == "pelvis"
                    and touch.region.site == "pelvis"
                    and touch.region.side == done.side
                )
            ]
            if held:
                self.primitives += implants.at_bone(done, held, self.pen)

    # the enlarged spine

    def _draw_spine(self) -> None:
        listed = spine.vertebrae()
        fine = not self.layout.labels
        bare = plain.column(self.column, fine=fine)
        self.primitives += bare.behind
        for made, front in zip(listed, bare.fronts, strict=True):
            self._draw_level(made, front, plain.width(fine=fine) * 2)
        for made, details in zip(listed, bare.details, strict=True):
            self._detail_level(made, details)
        if self.layout.labels:
            self._label_levels(listed)
        self._draw_decided({made.level: made for made in listed})
        if self.layout.labels:
            top = self.column.point(0, listed[0].middle)[1]
            apart = 50 * self.column.scale * self.column.wide + self.layout.size * 0.1
            self._say_sides(
                self.column.x, top - self.layout.size * 0.4, apart, quiet=self.layout.has_skeleton
            )

    def _draw_level(self, made: spine.Vertebra, front: Shape, width: float) -> None:
        region = Region("spine", part=made.level)
        mark = self._mark(region)
        shape = front if mark is None else _pressed(front, mark, width)
        self.primitives.append(shape)
        self.touches.append(Touch(region, shape))

    def _detail_level(self, made: spine.Vertebra, details: tuple[Shape, ...]) -> None:
        mark = self._mark(Region("spine", part=made.level))
        if mark is None or made.level[0] == "S":
            self.primitives += details
        if mark is not None:
            self._mark_level(made, mark, self.column.point(0, made.middle))

    def _mark_level(self, made: spine.Vertebra, mark: Mark, at: tuple[float, float]) -> None:
        x, y = at
        half = made.half * self.column.scale * self.column.wide
        big = self.layout.labels
        if mark.fracture == "broken":
            self.primitives += strokes.zigzag(
                x, y, half * 1.12, dashed=False, size=1.3 if big else 0.5
            )
        elif big and mark.scored and made.tall > 12:
            size = min(made.tall * self.column.scale / strokes.MM_PER_PT * 0.6, self.layout.size)
            self.primitives.append(Shape(ellipse(x, y, size * 0.24, size * 0.24), fill="bone"))
            self.primitives += strokes.sign(mark.tone, x, y, size)
        if mark.escc:
            self.primitives += strokes.wedges(x, y, half * 1.05, 1.0 if big else 0.45)

    def _label_levels(self, listed: tuple[spine.Vertebra, ...]) -> None:
        """Name the levels; in a low panel those that have room, the lesions' always."""
        size, left = self.layout.size, self.column.point(-60, 0)[0] - 0.4
        room = size * strokes.MM_PER_PT * (1.2 if self.layout.few else 0.88)
        heights = {made.level: self.column.point(0, made.middle)[1] for made in listed}
        ill = {m.level for m in listed if self._mark(Region("spine", part=m.level)) is not None}
        taken = [heights[level] for level in ill]
        for level, y in sorted(heights.items(), key=lambda pair: pair[0] not in _ENDS):
            if level in ill:
                big = min(size * 1.1, size + 1)
                self.primitives.append(Words(left, y, level, big, "text", bold=True, align="right"))
            elif (level in _ENDS or not self.layout.few) and all(abs(y - t) > room for t in taken):
                taken.append(y)
                self.primitives.append(Words(left, y, level, size, "muted", align="right"))

    def _draw_decided(self, levels: Mapping[str, spine.Vertebra]) -> None:
        for done in self.done:
            rings = (implants.ring(levels[level], self.column, self.pen) for level in done.levels)
            self.primitives += rings
            fixed = [levels[level] for level in done.span if level in levels]
            if fixed:
                self.primitives += implants.rods(fixed, self.column, self.pen)

    # words

    def _draw_notes(self) -> None:
        room = (self.layout.size, self.notes_at, self.layout.width)
        brief = not self.layout.labels
        notes = Notes(room, brief=brief, ringed=ringed(self.translate))
        notes.totals_alone = not self.layout.has_skeleton
        notes.unnumbered = self.layout.few
        tops = {made.level: made for made in spine.vertebrae()}
        for mark in self.marks:
            held = [
                level for level in spine.LEVELS if Region("spine", part=level).holds(mark.lesion)
            ]
            if held:
                x, y = self.column.point(tops[held[0]].half + 4, tops[held[0]].middle)
                notes.beside(mark, held, (x, y), _words_at(self.done, held))
            elif self.layout.has_skeleton and self.layout.labels:
                found = self._box_of(mark)
                if found is not None:
                    notes.upon(mark, found, self.bones)
        self.primitives += notes.drawn(self.bottom)


def _marked(found: Iterable[Mark]) -> dict[Region, Mark]:
    """Return the regions that hold a lesion, each with the first one's mark."""
    held: dict[Region, Mark] = {}
    for mark in found:
        for region in _of_site(str(mark.lesion.get("site", ""))):
            if region not in held and region.holds(mark.lesion):
                held[region] = mark
    return held


@lru_cache(maxsize=8)
def _of_site(site: str) -> tuple[Region, ...]:
    return tuple(region for region in regions() if region.site == site)


def _pressed(plain: Shape, mark: Mark, width: float) -> Shape:
    """Return a bone with the mark of its lesion."""
    return Shape(plain.commands, "bone", mark.pattern, mark.tone, mark.tone, width)


def _is_free(region: Region) -> bool:
    """Tell whether a rib has no front end: its back is all there is to choose."""
    return region.bone != "rib" or region.part in ("11", "12")


def _words_at(done: Iterable[decided.Done], levels: list[str]) -> list[str]:
    return [words for one in done for words in one.at(levels)]


def regions() -> Iterator[Region]:
    """Yield every region of the drawing, from the head down, once."""
    seen: dict[Region, None] = {Region("spine", part=level): None for level in spine.LEVELS}
    for bone in skeleton.bones():
        if bone.region is not None:
            seen.setdefault(bone.region)
    yield from seen
