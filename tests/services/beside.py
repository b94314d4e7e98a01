# SPDX-License-Identifier: MIT
"""A process that reads a store another one writes: it lists, exports and prints, and says how long.

Run as ``python beside.py STORE`` with the password in the environment. It answers each line it is
given, ``all`` or the name of one work, with one JSON line of seconds by work.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

from mdtdesk import app
from mdtdesk.domain.worklist import WorklistQuery
from mdtdesk.services import documents, exports, worklist
from mdtdesk.services.context import Context

ROUNDS, HOLD = 9, 0.4
Work = Callable[[Context, tuple[str, ...]], object]


def _list(context: Context, _: tuple[str, ...]) -> None:
    worklist.page(context, WorklistQuery(limit=50))


def _export(context: Context, ids: tuple[str, ...]) -> None:
    for start in range(0, len(ids), exports.STEP):
        exports.step(context, ids[start : start + exports.STEP])
    exports.leave_audit(context, exports.Exported("all.json", "0" * 64, ids))


def _print(context: Context, ids: tuple[str, ...]) -> None:
    documents.summary(context, ids[0], "zh")


def _hold(context: Context, _: tuple[str, ...]) -> None:
    """Do what no reader may: keep a reading open while other work goes on."""
    with context.store.read() as connection:
        connection.exec_driver_sql("SELECT count(*) FROM cases").fetchall()
        end = time.monotonic() + HOLD
        while time.monotonic() < end:
            pass


USUAL: dict[str, Work] = {"list": _list, "export": _export, "print": _print}
WORKS = {**USUAL, "hold": _hold}


def _seconds(work: Work, context: Context, ids: tuple[str, ...]) -> float:
    began = time.monotonic()
    work(context, ids)
    return time.monotonic() - began


def main(store: Path) -> None:
    """Answer until the input ends."""
    person = app.people(store)[0]
    signed = app.sign_in_as(store, person.id, os.environ["MDTDESK_PASSWORD"], writer=False)
    ids = exports.every(signed.context)
    for work in USUAL.values():
        work(signed.context, ids)
    print("ready", flush=True)
    for line in sys.stdin:
        names = tuple(USUAL) if line.strip() == "all" else (line.strip(),)
        told: dict[str, list[float]] = {name: [] for name in names}
        for _ in range(ROUNDS):
            for name in names:
                told[name].append(_seconds(WORKS[name], signed.context, ids))
        print(json.dumps(told), flush=True)
    app.sign_out(signed)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
