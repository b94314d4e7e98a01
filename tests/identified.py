# SPDX-License-Identifier: MIT
"""Cases full of identifiers: every text, number of a person, date and id is one, all are known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any

from mdtdesk.domain import case_fields, vocabulary
from mdtdesk.domain import fields as f
from mdtdesk.domain.ids import new_id
from mdtdesk.domain.instrument_items import options

_SURNAMES = "欧阳上官司徒诸葛慕容尉迟"
_FIRST, _LAST = date(1931, 1, 1), date(2026, 11, 24)


@dataclass
class Seeds:
    """Makes values and remembers each one that tells whose the case is."""

    chance: Random
    planted: list[str] = field(default_factory=list)

    def _plant(self, value: str) -> str:
        self.planted.append(value)
        return value

    def case(self) -> dict[str, Any]:
        """Return a document whose every key of the tree may be there."""
        made = self.group(case_fields.CASE)
        referral = made.setdefault("referral", {})
        referral["received_at"] = f"{self.day()}T08:30"
        return made

    def group(self, of: f.Group) -> dict[str, Any]:
        """Return an object with most of its keys."""
        made: dict[str, Any] = {}
        extra: Mapping[str, f.Kind] = {}
        if of.variants and of.variant in of.fields:
            made[of.variant] = self.chance.choice(list(of.variants))
            extra = of.variants[made[of.variant]]
        elif of.variants:
            extra = self.chance.choice(list(of.variants.values()))
        for key, kind in {**of.fields, **extra}.items():
            if key not in made and self.chance.random() < 0.8:
                made[key] = self.value(kind)
        return made

    def value(self, kind: f.Kind) -> Any:
        """Return a value of a kind."""
        chance = self.chance
        match kind:
            case f.Group():
                return self.group(kind)
            case f.Rows():
                return [self.group(kind.row) for _ in range(chance.randrange(3))]
            case f.Items():
                return [self.value(kind.item) for _ in range(chance.randrange(3))]
            case f.FlagOr():
                return self.group(kind.group) if chance.random() < 0.7 else True
            case f.Answers():
                return self._answers(kind.of)
            case f.Free():
                return {self.words(): self.words()}
            case f.Constant():
                return kind.value
        return self._single(kind)

    def _single(self, kind: f.Kind) -> Any:
        chance = self.chance
        match kind:
            case f.Choice():
                codes = vocabulary.codes(kind.vocabulary)
                return chance.choice(codes) if chance.random() < 0.95 else self.words()
            case f.Flag():
                return chance.random() < 0.5
            case f.Whole():
                return chance.randrange(kind.low, 1 + (9 if kind.high is None else kind.high))
            case f.Number():
                return round(chance.uniform(kind.low or 0, kind.high or 99), 1)
            case f.Day():
                return self.day()
            case f.Moment() | f.DayOrMoment():
                return f"{self.day()}T{chance.randrange(24):02d}:{chance.randrange(60):02d}+08:00"
            case f.Id():
                return self._plant(new_id())
            case f.Digest():
                return self._plant(f"{chance.getrandbits(256):064x}")
        return self.words()

    def words(self) -> str:
        """Return words that are found nowhere else: a name, a number, an address."""
        chance = self.chance
        name = "".join(chance.choice(_SURNAMES) for _ in range(3))
        forms = (f"{name}{chance.randrange(10**6)}", f"ZY{chance.randrange(10**9):09d}")
        phone = f"1{chance.randrange(10**10):010d}"
        return self._plant(chance.choice((*forms, phone, f"Zhang{chance.randrange(10**6)} St. 5")))

    def day(self) -> str:
        """Return a day, planted as it is and as plain digits."""
        days = self.chance.randrange((_LAST - _FIRST).days)
        found = (_FIRST + timedelta(days=days)).isoformat()
        self._plant(found.replace("-", ""))
        return self._plant(found)

    def _answers(self, of: str) -> dict[str, Any]:
        chance, allowed = self.chance, options(of)
        made: dict[str, Any] = {self.words(): {self.words(): self.words()}}
        for instrument in chance.sample(sorted(allowed), min(2, len(allowed))):
            items = allowed[instrument]
            answers = {item: chance.choice(ids) for item, ids in items.items() if ids}
            made[instrument] = {**answers, self.words(): self.words()}
        return made
