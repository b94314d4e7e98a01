# SPDX-License-Identifier: MIT
"""Where the program starts: the window without arguments, else the command line.

``MDTDESK_STORE`` names the store for both. A single argument that names a store's ``.mdtdesk``
file is what the desktop passes when such a file is opened: the window starts on its directory.
"""

from __future__ import annotations

import contextlib
import os
import re
import sys
from collections.abc import Sequence
from pathlib import Path

from mdtdesk import crashes, policy, settings
from mdtdesk.i18n import translator

STORE_FILE = ".mdtdesk"
BUG = 70
UNAVAILABLE = 3
# how the loader of Linux says that a library of the system is missing
_LIBRARY = re.compile(r"(\S+): cannot open shared object file")


def main(argv: Sequence[str] | None = None) -> int:
    """Start what the arguments ask for and return the exit code; 70 is a bug, logged by its id."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    try:
        return _start(arguments)
    except Exception as error:  # the last place: a trace would show what was typed
        _tell(crashes.report(error), arguments)
        return BUG


def _tell(number: str, arguments: list[str]) -> None:
    """Say under which event it failed and where its report lies, in a window too."""
    translate = translator(settings.load().language)
    words = translate("start.broken", event=number, place=crashes.place(number) or "–")
    if sys.stderr is not None:
        print(words, file=sys.stderr)
    if _is_window(arguments):
        # Qt itself may be what failed: then the stream has said it
        with contextlib.suppress(Exception):
            # Imported here, as the window's own start is.
            from mdtdesk.ui import refusal

            refusal.show(words)


def _is_window(arguments: list[str]) -> bool:
    return not arguments or (len(arguments) == 1 and arguments[0].endswith(STORE_FILE))


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
    try:
        # Imported here: the command line must run where Qt's libraries are missing.
        from mdtdesk.ui import main as window
    except ImportError as error:
        if not (found := _LIBRARY.match(str(error))):
            raise
        words = translator(settings.load().language)("start.no_library", library=found[1])
        print(words, file=sys.stderr)
        return UNAVAILABLE
    return window.main(store)


def _work(arguments: list[str]) -> int:
    # Imported here: a child that reads files of others holds as little of the program as it can.
    from mdtdesk import worker

    return worker.main(arguments)


if __name__ == "__main__":
    sys.exit(main())
