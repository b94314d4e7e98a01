# SPDX-License-Identifier: MIT
"""The parts of the page of people."""
