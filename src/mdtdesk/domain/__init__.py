# SPDX-License-Identifier: MIT
"""What the program knows of the field: no Qt, no database, standard library only."""
