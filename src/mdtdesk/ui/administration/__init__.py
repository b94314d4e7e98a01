# SPDX-License-Identifier: MIT
"""Parts of the administration page: what a department switches on, with its whole table."""
