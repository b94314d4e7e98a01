# SPDX-License-Identifier: MIT
"""The program in one Windows, for its trial: installed, asked, removed."""

from __future__ import annotations

import json
import time
import zipfile
from collections.abc import Mapping
from pathlib import Path

from mdtdesk import demo
from release import DIST, version
from trying import need
from wine import Done, Wine

PLACE = r"C:\Program Files\mdtdesk"
STORE = r"C:\病例\demo.mdt"
LINK = r"C:\ProgramData\Microsoft\Windows\Start Menu\Programs\mdtdesk.lnk"
UNINSTALL = r"HKLM\Software\Microsoft\Windows\CurrentVersion\Uninstall\mdtdesk"
KIND = r"HKLM\Software\Classes\mdtdesk.store\shell\open\command"
ENDING = r"HKLM\Software\Classes\.mdtdesk"
STRANGER = "of somebody else.txt"


class Program:
    """The program in one Windows: installed, asked, removed."""

    def __init__(self, windows: Wine) -> None:
        self.wine = windows
        self.installer = DIST / f"mdtdesk-{version()}-setup.exe"
        self.archive = DIST / f"mdtdesk-{version()}-windows-x86_64-portable.zip"
        with zipfile.ZipFile(self.archive) as archive:
            files = {Path(name).relative_to(f"mdtdesk-{version()}") for name in archive.namelist()}
        folders = {parent for file in files for parent in file.parents} - {Path()}
        self.delivered = {each.as_posix() for each in files | folders}
        self.person = ""
        self.password = demo.password()

    def install(self, installer: Path, place: str = PLACE) -> str:
        """Install silently and look at all that Windows should then know."""
        began = time.monotonic()
        # in one word wine would put it in quotes, which NSIS does not take there
        named = f"/D={place}".split(" ") if place != PLACE else []
        done = self.wine.run(str(installer), "/S", *named, seconds=600)
        took = time.monotonic() - began
        need(done.code == 0, f"the installer ended with {done.code}")
        there = self.wine.place(place)
        found = {file.relative_to(there).as_posix() for file in there.rglob("*")}
        if installer == self.installer:
            odd = sorted(found ^ (self.delivered | {"uninstall.exe"}))
            need(not odd, f"{len(odd)} files missing or too many: {', '.join(odd[:5])}")
        need(self.wine.place(LINK).is_file(), "no link in the Start menu")
        need(place in self._registry(UNINSTALL), "not in the list of programs")
        need(rf"{place}\mdtdeskw.exe" in self._registry(KIND), "stores have no program")
        return f"{took:.0f} s, {len(found)} files and folders, link, store files, list of programs"

    def remove(self, place: str = PLACE) -> None:
        """Remove it silently and look that Windows has forgotten it."""
        done = self.wine.run(rf"{place}\uninstall.exe", "/S", seconds=300)
        need(done.code == 0, f"the uninstaller ended with {done.code}")
        self.wine.wait()  # it goes on as a copy of itself, so that its own file can be removed
        left = {file.name for file in self.wine.place(place).rglob("*")} - {STRANGER}
        need(not left, f"left: {sorted(left)[:5]}")
        need(not self.wine.place(LINK).exists(), "the link is still there")
        for key in (UNINSTALL, KIND, ENDING):
            need(not self._registry(key), f"{key} is still there")

    def _registry(self, key: str) -> str:
        done = self.wine.run("reg", "query", key, "/s", "/reg:64")
        return done.out if done.code == 0 else ""

    def run(self, *words: str, place: str = PLACE, store: str = "") -> Done:
        """Run one command line of it."""
        environment = {"MDTDESK_PASSWORD": self.password}
        environment |= {"MDTDESK_STORE": store} if store else {}
        named = rf"{place}\mdtdesk.exe"
        return self.wine.run(named, *words, seconds=400, environment=environment)

    def ask(self, *words: str, place: str = PLACE, store: str = STORE) -> Mapping[str, object]:
        """Return the answer to a verb. Raises Wrong if it is refused."""
        who = ["--as", self.person] if self.person and words[0] != "demo" else []
        done = self.run(*words, *who, "--json", place=place, store=store)
        said = f"{done.out}{done.errors}"
        need(done.code == 0, f"{' '.join(words[:2])} ended with {done.code}: {said[-600:]}")
        answer: dict[str, object] = json.loads(done.out)
        return answer

    def cases(self, place: str = PLACE, store: str = STORE) -> int:
        """Return how many cases a store lists."""
        return int(str(self.ask("list", place=place, store=store)["total"]))

    def upgrade(self, store: str) -> str:
        """Bring a store to this build's schema and prove it."""
        answer = self.ask("store", "upgrade", store=store)
        self.ask("store", "check", store=store)
        self.ask("audit", "verify", store=store)
        done = "upgraded" if answer["upgraded"] else "no newer one"
        return f"schema {answer['schema']}, {done}; sound, audit holds"
