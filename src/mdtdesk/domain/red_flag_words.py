# SPDX-License-Identifier: MIT
"""Red flags in words for screen and paper: what it is, where, the values read, the source."""

from __future__ import annotations

from collections.abc import Iterable

from mdtdesk.domain import score_words, wording
from mdtdesk.domain.instruments import tables
from mdtdesk.domain.red_flags import Read, RedFlag
from mdtdesk.i18n import Translate


def title(flag: RedFlag, translate: Translate) -> str:
    """Say what is at hand: "Cord compression"."""
    return translate(f"flag.{flag.kind}")


def reads(flag: RedFlag, translate: Translate) -> str:
    """Say where, and which values were read: "T12: SINS 13, ESCC 2"."""
    values = translate("flag.and").join(_value(read, translate) for read in flag.reads)
    if flag.lesion is None:
        return values
    where = wording.lesion_in_full(flag.lesion, translate)
    return translate("flag.at", lesion=where, values=values)


def source(flags: Iterable[RedFlag], translate: Translate) -> str:
    """Say whose papers define the values: "Fisher 2010, Bilsky 2010"; empty for a recorded fact."""
    known = dict.fromkeys(name for flag in flags for name in flag.instruments)
    said = (score_words.author(tables.of(name)) for name in known)
    return translate("flag.and").join(said)


def sentence(flag: RedFlag, translate: Translate) -> str:
    """Say all of a flag in one line."""
    said, by = reads(flag, translate), source((flag,), translate)
    words = translate("flag.sentence", title=title(flag, translate), reads=said)
    return translate("flag.sourced", words=words, source=by) if by else words


def _value(read: Read, translate: Translate) -> str:
    if not read.value:
        return translate(f"flag.read.{read.of}")
    name = tables.of(read.of).short[translate.language]
    return translate("flag.value", name=name, value=read.value)
