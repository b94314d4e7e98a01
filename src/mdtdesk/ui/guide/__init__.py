# SPDX-License-Identifier: MIT
"""The user guide inside the program: contents, text, search; plain local files, no network."""
