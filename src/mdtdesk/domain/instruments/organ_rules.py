# SPDX-License-Identifier: MIT
"""The worst of the visceral metastases counts; one that cannot change the result is not asked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from mdtdesk.domain.document import Document, rows, text
from mdtdesk.domain.instruments.derived import Answers, Derived, Spec
from mdtdesk.domain.instruments.facts import Facts

Derive = Callable[[Facts, Document | None], Derived]


def _left(order: Sequence[str], entries: Iterable[Sequence[str]]) -> tuple[str, ...]:
    """Return what the worst entry may be: ``order`` has the worst first."""
    held = [sorted(order.index(option) for option in entry) for entry in entries]
    if not held:
        return (order[-1],)
    mildest = min(entry[-1] for entry in held)
    found = {at for entry in held for at in entry if at <= mildest}
    return tuple(order[at] for at in sorted(found))


def _entries(facts: Facts, spec: Spec) -> tuple[Document, ...] | None:
    """Return the recorded organs, None where nothing is recorded."""
    path = spec["reads"][0]
    return rows(facts.case, path) if facts.get(path) is not None else None


def worst(spec: Spec, answers: Answers) -> Derive:
    """Each counted organ gives the option of its field; an undecided one may also be none."""
    order, none = spec["order"], spec["order"][-1]

    def allowed(row: Document) -> list[str]:
        known = row.get(spec["by"]) if "by" in spec else None
        if "present" in spec:
            found = [spec["present"]]
        elif isinstance(known, bool):
            found = [spec["true" if known else "false"]]
        else:
            found = [spec["true"], spec["false"]]
        return found if row.get("organ") in spec["counted"] else [*found, none]

    def derive(facts: Facts, _lesion: Document | None) -> Derived:
        entries = _entries(facts, spec)
        if entries is None:
            return answers.missing
        if not entries:
            return answers.option(spec["empty"])
        left = _left(order, [allowed(row) for row in entries])
        lacks = "lacks" in spec and any(
            row.get("organ") in spec["counted"] and spec["by"] not in row for row in entries
        )
        return answers.one_of(left, spec["lacks"] if lacks else spec["ask"])

    return derive


def worst_set(spec: Spec, answers: Answers) -> Derive:
    """Each organ allows the options of its row of the table, by its pattern."""
    table, order = spec["table"], spec["order"]

    def derive(facts: Facts, _lesion: Document | None) -> Derived:
        entries = _entries(facts, spec)
        if entries is None:
            return answers.missing
        if not entries:
            return answers.option(spec["empty"])
        held = [
            (row.get("organ"), table[row["organ"]][text(row, spec["by"]) or "absent"])
            for row in entries
        ]
        settled = [options for organ, options in held if organ not in spec["other"]]
        by_other = len(_left(order, settled)) == 1
        left = _left(order, [options for _, options in held])
        return answers.one_of(left, spec["ask_if_other" if by_other else "ask"])

    return derive
