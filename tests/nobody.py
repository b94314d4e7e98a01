# SPDX-License-Identifier: MIT
"""Somebody without rights, for tests that run as root, whom no mode of a file stops."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

NOBODY = 65534


@contextmanager
def without_rights() -> Iterator[None]:
    """Be nobody for a while."""
    if not hasattr(os, "seteuid") or os.geteuid():
        pytest.skip("only root can become nobody and root again")
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)
