# SPDX-License-Identifier: MIT
"""Stores for the bench: an empty one, and large ones that are made once a run."""

from __future__ import annotations

from pathlib import Path

from bench import synthetic
from mdtdesk import app

PASSWORD = "bench-password-1"


def new_store(folder: Path) -> app.CreatedStore:
    """Make an empty store."""
    person = app.FirstPerson("林海", "主任医师", PASSWORD)
    return app.create_store(folder / "bench.mdt", person)


def filled(shared: Path, count: int) -> app.SignedIn:
    """Sign in to the run's store with so many cases in its worklist."""
    folder = shared / str(count)
    directory = folder / "bench.mdt"
    if directory.exists():
        return app.sign_in(directory, app.people(directory)[0].id, PASSWORD)
    folder.mkdir()
    made = new_store(folder)
    signed = app.sign_in(directory, made.person_id, PASSWORD)
    synthetic.fill(signed.context.store, count, whole=False)
    with signed.context.store.write() as connection:
        connection.exec_driver_sql("INSERT INTO search_words(search_words) VALUES('optimize')")
    return signed
