# SPDX-License-Identifier: MIT
"""The parts of the case page: sections, lesions, what is typed, what is missing."""
