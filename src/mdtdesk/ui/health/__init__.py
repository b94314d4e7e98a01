# SPDX-License-Identifier: MIT
"""Parts of the page that shows the state of the store and its backups."""
