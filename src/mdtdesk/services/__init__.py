# SPDX-License-Identifier: MIT
"""Use cases: each function is a command, a query or a note, and owns its transaction."""
