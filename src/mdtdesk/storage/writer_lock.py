# SPDX-License-Identifier: MIT
"""Who may write a store: one process, by a lock of the operating system."""

from __future__ import annotations

from mdtdesk import system
from mdtdesk.errors import Unavailable
from mdtdesk.storage import faults
from mdtdesk.storage.layout import Layout
from mdtdesk.system import FileLock, Holder


def take(layout: Layout, person: str) -> FileLock:
    """Take the lock; Unavailable ``locked`` or ``left_locked`` names who has or had it.

    A text of this host that nobody holds is of a program that died: the kernel freed its lock.
    Another host's kernel cannot be asked, so its text counts until it is unlocked on purpose.
    """
    lock = _acquire(layout)
    left = lock.holder()
    if left is not None and left.host != system.host_name():
        lock.release(keep_text=True)
        raise _refusal("left_locked", left)
    try:
        with faults.files(layout.lock):
            lock.sign(person)
    except Unavailable:
        lock.release()
        raise
    return lock


def unlock_leftover(layout: Layout) -> Holder | None:
    """Clear the text that another host left; return it. A living process's lock stays."""
    lock = _acquire(layout)
    left = lock.holder()
    with faults.files(layout.lock):
        lock.release()
    return left


def _acquire(layout: Layout) -> FileLock:
    lock = FileLock(layout.lock)
    with faults.files(layout.lock):
        if not lock.acquire():
            raise _refusal("locked", lock.holder() or Holder("?", 0, "?"))
    return lock


def _refusal(reason: str, holder: Holder) -> Unavailable:
    return Unavailable(reason, host=holder.host, process=holder.process, person=holder.person)
