# SPDX-License-Identifier: MIT
"""Reads and writes the files of others; what is foreign is parsed in a child with limits."""
