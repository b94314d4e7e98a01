# SPDX-License-Identifier: MIT
"""The user guide: its pages as records, read from plain files; the window and the PDF show it."""
