# SPDX-License-Identifier: MIT
"""Where the program starts: the window without arguments, else the command line.

``MDTDESK_STORE`` names the store for both. A single argument that names a store's ``.mdtdesk``
file is what the desktop passes when such a file is opened: the window starts on its directory.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from mdtdesk import logs, policy, settings
from mdtdesk.i18n import translator

STORE_FILE = ".mdtdesk"
BUG = 70
UNAVAILABLE = 3


def main(argv: Sequence[str] | None = None) -> int:
    """Start what the arguments ask for and return the exit code; 70 is a bug, logged by its id."""
    try:
        return _start(list(sys.argv[1:] if argv is None else argv))
    except Exception as error:  # the last place: a trace would show what was typed
        number = logs.event(error)
        if sys.stderr is not None:
            words = translator(settings.load().language)("start.broken", event=number)
            print(words, file=sys.stderr)
        return BUG


def _start(arguments: list[str]) -> int:
    if arguments[:1] == ["--worker"]:
        return _work(arguments[1:])
    if not arguments or arguments[0].endswith(STORE_FILE):
        try:
            policy.current()
        except policy.Broken as broken:
            return _stopped(broken)
    if not arguments:
        named = os.environ.get("MDTDESK_STORE")
        return _window(Path(named) if named else None)
    if len(arguments) == 1 and arguments[0].endswith(STORE_FILE):
        return _window(Path(arguments[0]).resolve().parent)
    # Imported here: the window must not wait for the command line's imports, nor it for Qt's.
    from mdtdesk import cli

    return cli.main(arguments)


def _stopped(broken: policy.Broken) -> int:
    """Say what is wrong with the machine's policy, in a window too: a desktop shows no stream."""
    words = policy.told(broken, translator(settings.load().language))
    if sys.stderr is not None:
        print(words, file=sys.stderr)
    # Imported here, as the window's own start is.
    from mdtdesk.ui import refusal

    refusal.show(words)
    return UNAVAILABLE


def _window(store: Path | None) -> int:
    # Imported here: the command line must run where Qt's libraries are missing.
    from mdtdesk.ui import main as window

    return window.main(store)


def _work(arguments: list[str]) -> int:
    # Imported here: a child that reads files of others holds as little of the program as it can.
    from mdtdesk import worker

    return worker.main(arguments)


if __name__ == "__main__":
    sys.exit(main())
