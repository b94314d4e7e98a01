# SPDX-License-Identifier: MIT
"""The regions of the drawing: their names, which lesion lies in one, how a new one begins."""

from __future__ import annotations

from dataclasses import dataclass

from mdtdesk.domain.document import Document, Value, document, items, rows, text
from mdtdesk.domain.wording import inside
from mdtdesk.i18n import Translate

SEGMENTED = ("humerus", "radius", "ulna", "femur", "tibia", "fibula")


@dataclass(frozen=True, slots=True, order=True)
class Region:
    """One shape that can be chosen; ``part`` is a level, a segment, a zone or a rib's number.

    site     as in a lesion: spine, limb, pelvis, chest_wall, skull
    subsite  of a proximal femur or its condyles, else empty
    """

    site: str
    bone: str = ""
    side: str = ""
    part: str = ""
    subsite: str = ""

    def name(self, translate: Translate) -> str:
        """Say the region: "T11", "right femur, neck"."""
        if self.site == "spine":
            return translate.code("level", self.part) if self.part else ""
        if self.site == "pelvis":
            zone = translate.code("pelvic_zone", self.part)
            return self._sided(translate("body_map.zone", zone=inside(zone)), translate)
        if self.site == "chest_wall":
            if self.bone == "rib":
                return self._sided(translate("body_map.rib", number=self.part), translate)
            return translate.code("chest_bone", self.bone)
        if self.site == "skull":
            return translate("body_map.skull")
        return self._sided(self._limb(translate), translate)

    def _limb(self, translate: Translate) -> str:
        bone = translate.code("limb_bone", self.bone)
        at = translate.code("subsite", self.subsite) if self.subsite else ""
        at = at or (translate.code("segment", self.part) if self.part else "")
        return translate("body_map.part", bone=bone, part=inside(at)) if at else bone

    def _sided(self, what: str, translate: Translate) -> str:
        if not self.side:
            return what
        side = translate.code("side", self.side)
        return translate("body_map.sided", side=side, what=inside(what))

    def holds(self, lesion: Document) -> bool:
        """Tell whether a lesion lies in the region."""
        if text(lesion, "site") != self.site:
            return False
        if self.site == "spine":
            return self.part in items(lesion, "levels")
        side = text(lesion, "side")
        if self.side and side and side not in (self.side, "bilateral"):
            return False
        if self.site == "skull":
            return True
        if self.site == "pelvis":
            zones = items(lesion, "zones")
            return not zones or self.part in zones
        if text(lesion, "bone") != self.bone:
            return False
        if self.bone == "rib":
            ribs = lesion.get("ribs")
            return isinstance(ribs, tuple) and int(self.part) in ribs
        return self._holds_part(lesion)

    def _holds_part(self, lesion: Document) -> bool:
        subsite, segments = text(lesion, "subsite"), items(lesion, "segments")
        if subsite and self.subsite:
            return subsite == self.subsite
        if subsite and self.bone == "femur" and not segments:
            return False
        return not segments or not self.part or self.part in segments

    def draft(self) -> Document:
        """Return the first facts of a new lesion here."""
        facts: dict[str, Value] = {"site": self.site}
        if self.site == "spine":
            return document({**facts, "levels": (self.part,)})
        if self.bone:
            facts["bone"] = self.bone
        if self.side:
            facts["side"] = self.side
        if self.site == "pelvis":
            facts["zones"] = (self.part,)
        elif self.bone == "rib":
            facts["ribs"] = (int(self.part),)
        elif self.part:
            facts["segments"] = (self.part,)
        if self.subsite:
            facts["subsite"] = self.subsite
        return document(facts)


def lesion_for(region: Region, case: Document) -> int | None:
    """Return the index of the first lesion that lies in a region, None where there is none."""
    for index, lesion in enumerate(rows(case, "lesions")):
        if "removed" not in lesion and region.holds(lesion):
            return index
    return None
