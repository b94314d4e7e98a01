# SPDX-License-Identifier: MIT
"""Questions to the store that more than one service asks; one subject a file."""
