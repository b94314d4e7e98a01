# SPDX-License-Identifier: MIT
"""A summary's record read in one language: each fact as the phrase a colleague would write.

Phrases stand in the catalogue, ``summary.say.<path>`` round a value, ``summary.yes.<path>`` and
``summary.no.<path>`` for a flag; a fact without one is its value, or its label and yes or no. What
is not recorded gives no words at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

from mdtdesk.domain.document import Row, Value, get, items, rows, steps
from mdtdesk.domain.prints import SummaryRecord
from mdtdesk.domain.wording import lesion_in_full
from mdtdesk.i18n import Translate
from mdtdesk.reports.kinds import is_flag, kinds, said
from mdtdesk.reports.style import MM

_INDEX = re.compile(r"\[[^\]]*\]")
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
Separator = Literal["join", "enum", "list", "stop"]


class Reading:
    """The record and the language, and the words that come of them."""

    def __init__(self, record: SummaryRecord, translate: Translate) -> None:
        self.record = record
        self.document = record.document
        self.translate = translate
        self.label_width = (16 if translate.language == "zh" else 23) * MM
        self._unconfirmed = tuple(self.indexed(p) for p in items(self.document, "unconfirmed"))

    def t(self, key: str, **values: object) -> str:
        """Return a sentence of the summary's own part of the catalogue."""
        return self.translate(f"summary.{key}", **values)

    def joined(self, words: Iterable[str], by: Separator = "join") -> str:
        """Return phrases in one line, those without words left out."""
        return self.translate(f"print.{by}").join(word for word in words if word)

    @staticmethod
    def spaced(words: Iterable[str]) -> str:
        """Return words with a space between them, empty ones left out."""
        return " ".join(filter(None, words))

    def bracketed(self, words: str) -> str:
        """Return words in brackets, nothing for none."""
        return self.translate("print.brackets", text=words) if words else ""

    def indexed(self, path: str) -> str:
        """Return a path with row ids as indexes; a row that is gone keeps its id."""
        value: Value | None = self.document
        done = ""
        for step in steps(path):
            if isinstance(step, Row):
                index = step.find(value) if isinstance(value, tuple) else -1
                done += f"[{index if index >= 0 else step.name}]"
                value = value[index] if isinstance(value, tuple) and index >= 0 else None
            else:
                done += f".{step}" if done else step
                value = value.get(step) if isinstance(value, Mapping) else None
        return done

    def unconfirmed(self, path: str) -> str:
        """Return the mark of a value that a doctor has not confirmed."""
        for other in self._unconfirmed:
            short, long = sorted((path, other), key=len)
            if long == short or long.startswith((f"{short}.", f"{short}[")):
                return self.translate("print.unconfirmed")
        return ""

    def say(self, path: str) -> str:
        """Return the fact at a path as a phrase, no words where nothing is recorded."""
        value = get(self.document, path)
        if value is None:
            return ""
        phrase = self.phrase(path, value)
        return phrase + self.unconfirmed(path)

    def phrase(self, path: str, value: Value) -> str:
        """Return a value of a path as a phrase."""
        found = kinds(path, self.document)
        key = _INDEX.sub("", path).replace("earlier_decisions", "decision")
        if isinstance(value, bool) and is_flag(found):
            kind = f"summary.{'yes' if value else 'no'}.{key}"
            if self.translate.has(kind):
                return self.translate(kind)
            answer = said(self.translate, found, value)
            return f"{self.translate.field(key)}{self.translate('print.colon')}{answer}"
        words = said(self.translate, found, value)
        kind = f"summary.say.{key}"
        return self.translate(kind, value=words) if self.translate.has(kind) else words

    def facts(self, section: str, keys: Sequence[str], by: Separator = "join") -> str:
        """Return the phrases of a section's keys in one line."""
        return self.joined((self.say(f"{section}.{key}") for key in keys), by)

    def list_of(self, path: str, keys: Sequence[str], by: Separator = "stop") -> str:
        """Return the rows of a list, each its first key with the others in brackets.

        An empty list says that it was looked for; an absent one says nothing.
        """
        value = get(self.document, path)
        if not isinstance(value, tuple):
            return ""
        entries = (
            self.say(f"{path}[{i}].{keys[0]}")
            + self.bracketed(self.facts(f"{path}[{i}]", keys[1:], "list"))
            for i in range(len(value))
        )
        return self.joined(entries, by) or self.translate("print.none") + self.unconfirmed(path)

    def lesion(self, index: int) -> str:
        """Return the number that a lesion has in its table."""
        return _CIRCLED[index] if index < len(_CIRCLED) else str(index + 1)

    def lesion_by_id(self, wanted: str) -> str:
        """Return a lesion's number and site, the id itself where the case holds no such lesion."""
        for index, lesion in enumerate(rows(self.document, "lesions")):
            if lesion.get("id") == wanted:
                return f"{self.lesion(index)} {lesion_in_full(lesion, self.translate)}"
        return wanted

    def imported(self, path: str) -> str:
        """Return from which file an entry came that was not verified here."""
        return self.joined(
            (
                self.translate("print.imported", file=entry.file, on=entry.on)
                for entry in self.record.imported
                if self.indexed(entry.path) == path
            ),
            "stop",
        )

    def label(self, path: str) -> str:
        """Return the name of a field with its section, and of which lesion."""
        keys = _INDEX.sub("", path)
        section = keys.partition(".")[0]
        number = ""
        index = re.match(r"lesions\[(\d+)\]", self.indexed(path))
        if index:
            number = f" {self.lesion(int(index[1]))}"
        if not self.translate.has(f"field.{section}"):
            return path
        words = self.translate.field(section) + number
        if keys != section and self.translate.has(f"field.{keys}"):
            words += self.translate("print.colon") + self.translate.field(keys)
        elif keys != section:
            words += self.translate("print.colon") + path.partition(".")[2]
        return words
