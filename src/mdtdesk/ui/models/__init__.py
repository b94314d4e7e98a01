# SPDX-License-Identifier: MIT
"""Models between rows of a query and Qt's views."""
