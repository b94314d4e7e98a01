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
from mdtdesk.i18n import Translate, translator

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
    words = _translate()("start.broken", event=number, place=crashes.place(number) or "–")
    _say(words, aloud=_is_window(arguments))


def _translate() -> Translate:
    return translator(settings.load().language)


def _is_window(arguments: list[str]) -> bool:
    return not arguments or (len(arguments) == 1 and arguments[0].endswith(STORE_FILE))


def _start(arguments: list[str]) -> int:
    if arguments[:1] == ["--worker"]:
        return _work(arguments[1:])
    if _is_window(arguments):
        return _window(arguments)
    # Imported here: the window must not wait for the command line's imports, nor it for Qt's.
    from mdtdesk import cli

    return cli.main(arguments)


def _say(words: str, *, aloud: bool) -> None:
    """Say why nothing starts, in a window too: a desktop shows no stream."""
    if sys.stderr is not None:
        print(words, file=sys.stderr)
    if aloud:
        # Qt itself may be what failed: then the stream has said it
        with contextlib.suppress(Exception):
            # Imported here, as the window's own start is.
            from mdtdesk.ui import refusal

            refusal.show(words)


def _window(arguments: list[str]) -> int:
    try:
        policy.current()
    except policy.Broken as broken:
        _say(policy.told(broken, _translate()), aloud=True)
        return UNAVAILABLE
    try:
        # Imported here: the command line must run where Qt's libraries are missing.
        from mdtdesk.ui import main as window
    except ImportError as error:
        if not (found := _LIBRARY.match(str(error))):
            raise
        _say(_translate()("start.no_library", library=found[1]), aloud=False)
        return UNAVAILABLE
    if arguments:
        return window.main(Path(arguments[0]).resolve().parent)
    named = os.environ.get("MDTDESK_STORE")
    return window.main(Path(named) if named else None)


def _work(arguments: list[str]) -> int:
    # Imported here: a child that reads files of others holds as little of the program as it can.
    from mdtdesk import worker

    return worker.main(arguments)


if __name__ == "__main__":
    sys.exit(main())
