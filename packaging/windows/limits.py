# SPDX-License-Identifier: MIT
"""Shows whether Windows holds the child that reads foreign files to its limits; for the trial.

Each limit is tried in a process of its own, which binds itself as that child does.
"""

from __future__ import annotations

import ctypes
import subprocess
import sys
import time

from mdtdesk import system

if sys.platform != "win32":
    sys.exit("for Windows")

MEMORY, SECONDS, PATIENCE = 256 << 20, 2, 20


def bound(what: str) -> None:
    """Bind this process, then ask for too much memory or too much time."""
    system.limit_child(SECONDS, MEMORY)
    kernel = ctypes.WinDLL("kernel32", use_last_error=True)
    limits = system._Limits()
    size, extended = ctypes.sizeof(limits), 9
    known = kernel.QueryInformationJobObject(None, extended, ctypes.byref(limits), size, None)
    again = known and limits.ProcessMemoryLimit == MEMORY
    if what == "memory":
        print(f"limits taken, {'named again' if again else 'NOT NAMED AGAIN'} when asked for")
        try:
            held = bytearray(2 * MEMORY)
        except MemoryError:
            print("more memory is refused")
        else:
            print(f"MORE MEMORY IS GIVEN: {len(held) >> 20} MB")
        return
    while True:
        pass


def main() -> None:
    """Try both."""
    me = [sys.executable, __file__]
    memory = subprocess.run([*me, "memory"], stdout=subprocess.PIPE, text=True, check=False)
    print(memory.stdout.strip() or f"ended with {memory.returncode}")
    began = time.monotonic()
    try:
        subprocess.run([*me, "time"], timeout=PATIENCE, check=False)
    except subprocess.TimeoutExpired:
        print(f"A CHILD OF {SECONDS} S RUNS ON AFTER {PATIENCE} S")
    else:
        print(f"too much time ends it after {time.monotonic() - began:.1f} s")


if __name__ == "__main__":
    bound(sys.argv[1]) if sys.argv[1:] else main()
