# SPDX-License-Identifier: MIT
"""The parts of the follow-through page: what decisions leave to do, and its quick entry."""
