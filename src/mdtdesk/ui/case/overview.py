# SPDX-License-Identifier: MIT
"""What index and right pane say of a case: computed from its document, shown by the page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from mdtdesk.domain import check_words, checks, dates, listing, red_flag_words, workflow
from mdtdesk.domain.document import Document, items, rows, text
from mdtdesk.domain.records import CaseRecord
from mdtdesk.domain.red_flags import RedFlag
from mdtdesk.i18n import Translate
from mdtdesk.ui.case import paths
from mdtdesk.ui.case.index import Entry, entry
from mdtdesk.ui.case.plans import SECTIONS
from mdtdesk.ui.case.side import Block
from mdtdesk.ui.widgets.flag_card import Alarm
from mdtdesk.ui.widgets.missing_list import Missing

_COUNTED = ("labs", "imaging", "treatments", "lesions", "pathology", "prognosis", "discussions")
_MOST_LINKS = 12


@dataclass(frozen=True, slots=True)
class Rights:
    """What the person who sits here may do with the case."""

    type: bool = False
    confirm: bool = False
    close: bool = False
    ask: bool = False
    trace: bool = False
    print: bool = False
    decide: bool = False


@dataclass(frozen=True, slots=True)
class View:
    """All that the overview is made from; ``unsaved`` are the paths of one's own text."""

    document: Document
    record: CaseRecord | None = None
    unsaved: Sequence[str] = ()
    rights: Rights = field(default_factory=Rights)
    person: str = ""


def entries(view: View, translate: Translate) -> tuple[Entry, ...]:
    """Return the lines of the index."""
    missing = paths.counts(paths.missing(view.document))
    made: list[Entry] = []
    for section in SECTIONS:
        keys = (section.id, *section.keys)
        filled = paths.is_filled(view.document, keys)
        count = sum(len(rows(view.document, key)) for key in keys)
        counted = section.id in _COUNTED and count
        state = str(count) if counted else "" if filled else translate("case.index_empty")
        whole = filled and not counted
        made.append(entry(section, missing, state, whole=whole, translate=translate))
    return tuple(made)


def state(view: View, translate: Translate) -> tuple[str, str, str]:
    """Return the case's state: its word, its tone and what it means."""
    lacks = paths.missing(view.document)
    count = len(lacks)
    if view.record is None:
        return translate("case.state_new"), "not_known", translate("case.state_new_more")
    status = workflow.status(view.document, lacks=lacks)
    if status not in workflow.UNDECIDED:
        tone = "muted"
        return translate.code("worklist_status", status), tone, _lacks(count, translate)
    if not count:
        return translate("case.state_ready"), "fine", translate("case.state_ready_more")
    if listing.listable(view.document, lacks):
        return translate("case.state_ready"), "fine", translate("case.neurological_listed")
    return translate("case.state_draft"), "warning", _lacks(count, translate)


def _lacks(count: int, translate: Translate) -> str:
    return translate("case.state_draft_more", count=count) if count else ""


def alarms(
    document: Document, flags: Sequence[RedFlag], translate: Translate
) -> tuple[Alarm | None, Alarm | None]:
    """Return what comes before every score, dangers and warnings apart; None where nothing does."""
    waits = checks.do_not_wait(document)
    rule = translate("flag.rule", rule=translate(f"check.{waits.id}.rule")) if waits else ""
    title = check_words.title(waits.id, translate) if waits else ""
    found = {tone: [f for f in flags if f.tone == tone] for tone in ("danger", "warning")}
    return (
        _alarm(found["danger"], title, rule, translate),
        _alarm(found["warning"], "", "", translate),
    )


def _alarm(flags: Sequence[RedFlag], title: str, rule: str, translate: Translate) -> Alarm | None:
    if not flags and not title:
        return None
    if not title and len(flags) == 1:
        by = red_flag_words.source(flags, translate)
        words = red_flag_words.reads(flags[0], translate)
        words = translate("flag.sourced", words=words, source=by) if by else words
        return Alarm(red_flag_words.title(flags[0], translate), (words,))
    kinds = {flag.kind for flag in flags}
    alike = red_flag_words.title(flags[0], translate) if len(kinds) == 1 else ""
    said = tuple(red_flag_words.sentence(flag, translate) for flag in flags)
    return Alarm(title or alike or translate("flag.several"), (*said, rule) if rule else said)


def missing(view: View, translate: Translate) -> Block | None:
    """Return what listing still needs as links; None where nothing is."""
    found = paths.missing(view.document)
    if not found:
        return None
    links = []
    for path in found:
        name, place = check_words.missing(path, view.document, translate)
        links.append(Missing(paths.by_id(path, view.document), name, place))
    return Block(translate("case.missing"), str(len(found)), links=links)


def unsaved(view: View, translate: Translate) -> Block | None:
    """Return the texts that are not recorded: one's own as links, others' by name and time."""
    said = [
        translate("case.unsaved_of", person=each.person, time=clock(each.at))
        for each in (view.record.unsaved if view.record else ())
        if each.person_id != view.person
    ]
    links = links_to(view.unsaved, view, translate)
    if not links and not said:
        return None
    button = translate("case.discard") if links else ""
    count = str(len(view.unsaved)) if links else ""
    return Block(translate("case.unsaved"), count, "\n".join(said), links, button)


def unconfirmed_fields(view: View) -> tuple[str, ...]:
    """Return the fields that hold values no doctor has confirmed."""
    return tuple(dict.fromkeys(_field(path) for path in items(view.document, "unconfirmed")))


def unconfirmed(view: View, translate: Translate) -> Block | None:
    """Return what a coordinator typed and no doctor has confirmed."""
    found = items(view.document, "unconfirmed")
    if not found:
        return None
    links = links_to(unconfirmed_fields(view), view, translate)
    words = "" if view.rights.confirm else translate("case.unconfirmed_why")
    title = translate("case.unconfirmed")
    return Block(title, str(len(found)), words, links[:_MOST_LINKS])


def record(view: View, translate: Translate) -> Block | None:
    """Return where the record came from and whether it is closed."""
    if view.record is None:
        return None
    case = view.document
    by, at = text(case, "registered.by"), text(case, "registered.at")
    said = [translate("case.registered", by=by, at=dates.show_moment(at, translate))] if by else []
    if view.record.imported is not None:
        origin = view.record.imported
        said.append(translate("case.imported", source=origin.source, day=origin.at[:10]))
    closed = text(case, "closed.reason")
    if closed:
        reason = translate.code("close_reason", closed)
        said.append(" ".join((translate("case.closed", reason=reason), text(case, "closed.text"))))
    button = ""
    if view.rights.close:
        button = translate("case.reopen" if closed else "case.close")
    return Block(translate("case.record"), "", "\n".join(said), button=button)


def links_to(of: Iterable[str], view: View, translate: Translate) -> list[Missing]:
    """Return links to fields, with where they stand."""
    return [Missing(path, paths.where(path, view.document, translate)) for path in of]


def _field(path: str) -> str:
    """Return the path of the form's field that shows a recorded value: lists are one field."""
    named = paths.lesion_id(path)
    if named:
        head, _, key = path.partition("].")
        return f"{head}].{key.partition('[')[0]}" if key else path
    return path.partition("[")[0]


def clock(at: str) -> str:
    """Return a moment's time, with its day where that is another than today."""
    moment = datetime.fromisoformat(at).astimezone()
    today = datetime.now().astimezone().date()
    return f"{moment:%H:%M}" if moment.date() == today else f"{moment:%Y-%m-%d %H:%M}"
