# SPDX-License-Identifier: MIT
"""The parts of the decision page: what is drafted, and the panes that show and change it."""
