# SPDX-License-Identifier: MIT
"""The field's instruments as tables, and the one engine that computes them from a case."""
