# SPDX-License-Identifier: MIT
"""The user guide as PDF: contents with links, one chapter after the other, the same pictures."""

from mdtdesk.reports.guide.book import render

__all__ = ["render"]
