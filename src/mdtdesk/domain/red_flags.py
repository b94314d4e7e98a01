# SPDX-License-Identifier: MIT
"""What stands above every score: cord compression, a deficit, instability upon it, a bone at risk.

Each flag holds the facts that it read and names the instruments whose papers define it. What must
not wait for a meeting is another question: ``checks.do_not_wait``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from mdtdesk.domain.document import Document, flag, rows, text
from mdtdesk.domain.instruments import tables
from mdtdesk.domain.instruments.results import Result

HIGH_GRADE = ("2", "3")
_DEFICIT = ("A", "B", "C", "D")
_SCALES = ("frankel", "ais")
_ESCC, _SINS, _MIRELS = "bilsky_escc", "sins", "mirels"

Kind = Literal["cord_compression", "deficit", "unstable_compression", "impending_fracture"]
Tone = Literal["danger", "warning"]


@dataclass(frozen=True, slots=True)
class Read:
    """One value that was read: of an instrument, or a fact (``bladder_bowel``, ``impending``)."""

    of: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class RedFlag:
    """One warning, of a lesion or of the case (``lesion`` None), with what it read."""

    kind: Kind
    tone: Tone
    lesion: Document | None
    reads: tuple[Read, ...]

    @property
    def instruments(self) -> tuple[str, ...]:
        """Return the instruments whose values were read: their papers are the source."""
        known = tables.load()
        return tuple(dict.fromkeys(read.of for read in self.reads if read.of in known))


def flags(case: Document, results: Iterable[Result]) -> tuple[RedFlag, ...]:
    """Return the red flags of a case, those of the cord first."""
    alarming = dict(_alarming(results))
    return (*_compressed(case, alarming), *_deficit(case), *_at_risk(case, alarming))


def _alarming(results: Iterable[Result]) -> Iterator[tuple[tuple[str, int], str]]:
    """Yield instrument and lesion with the total whose band its table marks as danger."""
    for result in results:
        if result.lesion is None or result.band is None:
            continue
        if tables.of(result.instrument).band(result.band).tone == "danger":
            yield (result.instrument, result.lesion), str(result.total)


def _present(case: Document) -> Iterator[tuple[int, Document]]:
    return ((at, row) for at, row in enumerate(rows(case, "lesions")) if "removed" not in row)


def _compressed(case: Document, alarming: Mapping[tuple[str, int], str]) -> Iterator[RedFlag]:
    """Yield each compressed level once, with its instability where the spine there is unstable."""
    for at, lesion in _present(case):
        grade = text(lesion, "escc")
        if text(lesion, "site") != "spine" or grade not in HIGH_GRADE:
            continue
        sins = alarming.get((_SINS, at))
        reads = (Read(_ESCC, grade),)
        if sins is None:
            yield RedFlag("cord_compression", "danger", lesion, reads)
        else:
            yield RedFlag("unstable_compression", "danger", lesion, (Read(_SINS, sins), *reads))


def _deficit(case: Document) -> Iterator[RedFlag]:
    graded = ((scale, text(case, f"neurology.{scale}")) for scale in _SCALES)
    reads = [Read(scale, grade) for scale, grade in graded if grade in _DEFICIT]
    if flag(case, "neurology.bladder_bowel"):
        reads.append(Read("bladder_bowel"))
    if reads:
        yield RedFlag("deficit", "danger", None, tuple(reads))


def _at_risk(case: Document, alarming: Mapping[tuple[str, int], str]) -> Iterator[RedFlag]:
    """Yield bones recorded as impending, or whose score lies in the highest band of its source."""
    for at, lesion in _present(case):
        if text(lesion, "site") == "spine":
            continue
        mirels = alarming.get((_MIRELS, at))
        reads = [Read("impending")] if text(lesion, "fracture") == "impending" else []
        reads += [] if mirels is None else [Read(_MIRELS, mirels)]
        if reads:
            yield RedFlag("impending_fracture", "warning", lesion, tuple(reads))
