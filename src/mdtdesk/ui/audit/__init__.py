# SPDX-License-Identifier: MIT
"""The parts of the audit page: its filter, its columns, its words, the check of the chain."""
