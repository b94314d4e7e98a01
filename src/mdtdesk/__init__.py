# SPDX-License-Identifier: MIT
"""mdtdesk: the desktop program of a bone metastasis multidisciplinary team."""

__version__ = "0.1.0"
