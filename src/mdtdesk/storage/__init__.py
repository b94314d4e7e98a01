# SPDX-License-Identifier: MIT
"""The store: one encrypted database, its keys, its backups, its tables."""
