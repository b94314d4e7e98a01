# SPDX-License-Identifier: MIT
"""The store's schema, revision by revision; a released one is never edited."""
