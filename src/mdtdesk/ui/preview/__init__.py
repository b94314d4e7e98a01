# SPDX-License-Identifier: MIT
"""The parts of the print preview: the sheets on screen, the bar over them, paper."""
