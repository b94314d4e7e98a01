# SPDX-License-Identifier: MIT
"""The command line: the same services, rules and audit as the window, for scripts."""

from mdtdesk.cli.run import main

__all__ = ["main"]
