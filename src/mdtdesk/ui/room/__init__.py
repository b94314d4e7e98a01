# SPDX-License-Identifier: MIT
"""The parts of the room view: everything in 20 pt and more, for a projector."""
