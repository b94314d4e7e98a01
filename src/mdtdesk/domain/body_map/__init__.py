# SPDX-License-Identifier: MIT
"""The drawing of the skeleton: one description and one list of shapes for screen and paper."""
