# SPDX-License-Identifier: MIT
"""The files of a case in the window: shown small, added, opened, shown large."""
