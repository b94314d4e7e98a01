# SPDX-License-Identifier: MIT
"""One file a revision, with its SQL beside it."""
