# SPDX-License-Identifier: MIT
"""Measures the program against bare code that does the same work; ``dev.py bench`` runs it."""
