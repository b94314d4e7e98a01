# SPDX-License-Identifier: MIT
"""The parts of the meeting page: the list of meetings, one agenda, who is there."""
