# SPDX-License-Identifier: MIT
"""Try the Windows packages of dist/ under wine: ``.venv/bin/python packaging/try_windows.py``.

Installed silently, used, upgraded from an earlier build with a real store, removed: each step is a
row of the table it prints, with what was seen. Programs in it have no network. Pictures of the
window and the answers of ``doctor`` are left in build/tried/windows.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import sys
import time
import tomllib
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import virtual_screen
import wine
from release import DIST, HERE, ROOT, WORK, Stopped, programs, run, say, size, version
from virtual_screen import Screen
from wine import Wine

TRIED = WORK / "tried/windows"
KEPT = WORK / "installers"
PROGRAM = r"C:\Program Files\mdtdesk"
DATA = r"C:\病例"
STORE = rf"{DATA}\demo.mdt"
OTHER = r"C:\另一处 mdtdesk"
POLICY = r"C:\ProgramData\mdtdesk\policy.toml"
POLICY_TEXT = '[letterhead]\nhospital = "试用医院"\n\n[lock]\nidle_minutes = 5\n'
LINK = r"C:\ProgramData\Microsoft\Windows\Start Menu\Programs\mdtdesk.lnk"
UNINSTALL = r"HKLM\Software\Microsoft\Windows\CurrentVersion\Uninstall\mdtdesk"
KIND = r"HKLM\Software\Classes\mdtdesk.store\shell\open\command"
CASES = ROOT / "tests/data/cases/published.json"
RUNNING = 4
DRAWN = 200  # colours: a sheet with text has more, an empty one fewer
NEEDED = {"pdftotext": "poppler-utils"}
DEMO = tomllib.loads((ROOT / "resources/demo/people.toml").read_text("utf-8"))


@dataclass(frozen=True)
class Row:
    """One line of the table."""

    step: str
    fine: bool
    seen: str
    seconds: float = 0.0


class Wrong(Exception):
    """A step saw something else than it should."""


def need(holds: object, seen: str) -> None:
    """Raise Wrong, saying what was seen, unless it holds."""
    if not holds:
        raise Wrong(seen)


class Trial:
    """One Windows with what is tried in it; every step returns what it saw."""

    def __init__(self, screen: Screen, previous: Path | None) -> None:
        self._screen = screen
        self._previous = previous
        self._installer = DIST / f"mdtdesk-{version()}-setup.exe"
        self._portable = DIST / f"mdtdesk-{version()}-windows-x86_64-portable.zip"
        self._wine = Wine(TRIED / "wine", screen.display)
        self._people: list[dict[str, object]] = []
        self._before = ""
        self._cases = 0

    def steps(self) -> Iterator[tuple[str, Callable[[], str]]]:
        """Yield the steps in their order."""
        yield "Windows by wine", self.windows
        yield "size", self.sizes
        if before := self._previous:
            yield "install the build before, silently", lambda: self._install(before, None)
            yield "demo by the build before", self.demo
            yield "upgrade in place", self.upgrade
            yield "the store after it", self.upgrade_store
        else:
            yield "install silently", self.install
            yield "demo", self.demo
        yield "--version", self.version
        yield "doctor", self.doctor
        yield "import", self.take_in
        yield "print", self.print
        yield "window", self.window
        yield "the child's limits", self.limits
        yield "uninstall", self.uninstall
        yield "install into a folder with a Chinese name", self.elsewhere
        yield "portable archive", self.portable

    def end(self) -> None:
        """End what still runs."""
        self._wine.end()

    # ---- steps -------------------------------------------------------------------------------

    def windows(self) -> str:
        """Make the parts that wine lacks; say what this is."""
        folder = TRIED / "portable"
        shutil.rmtree(folder, ignore_errors=True)
        with zipfile.ZipFile(self._portable) as archive:
            archive.extractall(folder)
        self._wine.stand_in(folder)
        network = "without" if wine.alone() else "WITH"
        page = self._wine.run("cmd", "/c", "chcp").out.strip()
        return f"{self._wine.version}, code page {page.rpartition(' ')[2]}, {network} a network"

    def sizes(self) -> str:
        """Compare the sizes with what was promised."""
        installer = size(self._installer)
        installed = size(TRIED / "portable")
        seen = f"installer {installer:.1f} MB, installed {installed:.0f} MB"
        need(installer <= 60 and installed <= 200, seen)
        return seen

    def install(self) -> str:
        """Install where everything lies by itself."""
        return self._install(self._installer, self._delivered())

    def demo(self) -> str:
        """Make a store with invented cases, and a policy of the machine."""
        policy = self._wine.place(POLICY)
        policy.parent.mkdir(parents=True, exist_ok=True)
        policy.write_text(POLICY_TEXT, "utf-8")
        answer = self._ask("demo", DATA)
        people = answer["people"]
        self._people = people if isinstance(people, list) else []
        self._cases = self._listed()
        need(self._cases >= 10, f"{self._cases} cases")
        self._before = _digest(self._wine.place(STORE))
        return f"{STORE}, {self._cases} cases, {len(self._people)} people"

    def upgrade(self) -> str:
        """Install over the build before: nothing of it stays, no byte of the store changes."""
        was = self._wine.place(PROGRAM)
        old = {file.relative_to(was).as_posix() for file in was.rglob("*")}
        seen = self._install(self._installer, self._delivered())
        need(_digest(self._wine.place(STORE)) == self._before, "the store was touched")
        need(self._wine.place(POLICY).is_file(), "the policy is gone")
        gone = len(old - self._delivered())
        return f"{seen}; {gone} files and folders only the build before had; store untouched"

    def upgrade_store(self) -> str:
        """Bring the store to this build's schema; everything in it is there."""
        answer = self._ask("store", "upgrade", *self._as())
        listed = self._listed()
        need(listed == self._cases, f"{listed} cases of {self._cases}")
        self._ask("store", "check", *self._as())
        self._ask("audit", "verify", *self._as())
        upgraded = "upgraded" if answer["upgraded"] else "no newer schema"
        return f"schema {answer['schema']}, {upgraded}; {listed} cases, sound, audit holds"

    def version(self) -> str:
        """Ask for the version."""
        said = self._run("--version")
        need(said == f"mdtdesk {version()}", said)
        return said

    def doctor(self) -> str:
        """Ask what IT asks first: it names the policy in force."""
        said = self._program("doctor", environment={"MDTDESK_STORE": STORE}).out
        (TRIED / "doctor.txt").write_text(said, "utf-8")
        for words in ("lock.idle_minutes", STORE, "NotoSansSC-Regular.ttf", "Python 3.13"):
            need(words in said, f"no {words} in: {said}")
        return said.splitlines()[0]

    def take_in(self) -> str:
        """Import case documents: a child with limits reads them."""
        shutil.copy(CASES, self._wine.place(rf"{DATA}\cases.json"))
        answer = self._ask("import", rf"{DATA}\cases.json", *self._as())
        counts = answer["counts"]
        need(answer["written"], str(counts))
        return f"{counts}"

    def print(self) -> str:
        """Print a case and read the paper."""
        out = self._wine.place(rf"{DATA}\summary.pdf")
        words = ("print", "summary", "--case", "DEMO-26014", "-o", rf"{DATA}\summary.pdf")
        self._ask(*words, *self._as())
        text = run(["pdftotext", "-layout", out, "-"])
        chinese = len(re.findall("[\u4e00-\u9fff]", text))
        need("试用医院" in text and chinese > 300, f"{chinese} Chinese characters")
        return f"{size(out) * 1000:.0f} kB, {chinese} Chinese characters, the policy's letterhead"

    def window(self) -> str:
        """Open the window by its Start menu program, sign in, take pictures; install meanwhile."""
        began = time.monotonic()
        desktop = ("explorer", f"/desktop=mdtdesk,{virtual_screen.SIZE}")
        program = rf"{PROGRAM}\mdtdeskw.exe"
        child = self._wine.start(*desktop, program, environment={"MDTDESK_STORE": STORE})
        try:
            colours = self._until_drawn(began)
            took = time.monotonic() - began
            self._screen.type(DEMO["password"])
            self._screen.press("Return")
            time.sleep(15)
            worklist = self._screen.picture()
            worklist.save(TRIED / "worklist.png")
            refused = self._wine.run(str(self._installer), "/S", seconds=300).code
            need(refused == RUNNING, f"the installer ended with {refused} beside the window")
            need(self._wine.place(rf"{PROGRAM}\mdtdesk.exe").exists(), "the program is gone")
            closed = self._wine.run("taskkill", "/IM", "mdtdeskw.exe", "/F").code
            need(closed == 0, f"taskkill: {closed}")
        finally:
            child.kill()
            child.communicate()
        return (
            f"first picture after {took:.0f} s, {colours} colours, then {worklist.colours}; "
            f"an installer beside it ends with {refused} and changes nothing"
        )

    def _until_drawn(self, began: float) -> int:
        """Wait for the window; keep its picture, return how many colours it has."""
        while time.monotonic() - began < 90:
            picture = self._screen.picture()
            if picture.colours > DRAWN:
                time.sleep(5)
                picture = self._screen.picture()
                picture.save(TRIED / "sign-in.png")
                return picture.colours
            time.sleep(1)
        picture.save(TRIED / "sign-in.png")
        raise Wrong(f"no window within 90 s, {picture.colours} colours")

    def limits(self) -> str:
        """Run the limits of the child that reads foreign files, by Python's own program."""
        python = self._python()
        said = self._wine.run(python, r"C:\try\limits.py", seconds=120)
        (TRIED / "limits.txt").write_text(said.out + said.errors, "utf-8")
        need("limits taken" in said.out, said.out + said.errors[-400:])
        return "; ".join(said.out.splitlines())

    def _python(self) -> str:
        """Give the trial a Python that has the program's modules, without touching the program."""
        there = self._wine.place(r"C:\try")
        there.mkdir(exist_ok=True)
        source = WORK / "windows/python/cp313"
        need(source.is_dir(), "not tried: Python's own program is not kept with these packages")
        for name in ("python.exe", "python313.dll", "vcruntime140.dll", "python3.dll"):
            shutil.copy(source / name, there / name)
        path = [rf"{PROGRAM}\python313.zip", PROGRAM, rf"{PROGRAM}\Lib", ""]
        (there / "python313._pth").write_text("\n".join(path), "utf-8")
        shutil.copy(HERE / "windows/limits.py", there / "limits.py")
        return r"C:\try\python.exe"

    def uninstall(self) -> str:
        """Remove the program: what it wrote into Windows is gone, what people wrote is there."""
        before = _digest(self._wine.place(DATA))
        settings = [
            file
            for file in self._wine.place(r"C:\users").rglob("*")
            if "mdtdesk" in file.parts and file.is_file()
        ]
        self._remove(PROGRAM)
        need(_digest(self._wine.place(DATA)) == before, "the data was touched")
        need(all(file.exists() for file in settings), "settings are gone")
        need(self._wine.place(POLICY).is_file(), "the policy is gone")
        kept = f"store, {len(settings)} settings and logs, policy there"
        return f"program, link, registry gone; {kept}"

    def elsewhere(self) -> str:
        """Install into a folder that IT names, use it there, remove it."""
        seen = self._install(self._installer, self._delivered(), OTHER)
        said = self._program("--version", program=OTHER).out.strip()
        need(said == f"mdtdesk {version()}", said)
        listed = self._listed(OTHER)
        need(listed > 0, f"{listed} cases")
        stranger = self._wine.place(rf"{OTHER}\of somebody else.txt")
        stranger.write_text("stays", "utf-8")
        self._remove(OTHER)
        need(stranger.read_text("utf-8") == "stays", "a stranger's file is gone")
        return f"{seen}; the store opens; removed but for a stranger's file"

    def portable(self) -> str:
        """Use the archive from a folder, nothing installed."""
        place = rf"C:\users\Public\mdtdesk-{version()}"
        shutil.copytree(TRIED / f"portable/mdtdesk-{version()}", self._wine.place(place))
        said = self._program("--version", program=place).out.strip()
        need(said == f"mdtdesk {version()}", said)
        return f"{said}, {self._listed(place)} cases of the store"

    # ---- what the steps do -------------------------------------------------------------------

    def _install(self, installer: Path, files: set[str] | None, place: str = PROGRAM) -> str:
        """Install silently and look at all that Windows should then know."""
        began = time.monotonic()
        named = [f"/D={place}"] if place != PROGRAM else []
        done = self._wine.run(str(installer), "/S", *named, seconds=600)
        took = time.monotonic() - began
        need(done.code == 0, f"the installer ended with {done.code}")
        there = self._wine.place(place)
        found = {file.relative_to(there).as_posix() for file in there.rglob("*")}
        if files is not None:
            odd = sorted(found ^ (files | {"uninstall.exe"}))
            need(not odd, f"{len(odd)} files missing or too many: {', '.join(odd[:5])}")
        need(self._wine.place(LINK).is_file(), "no link in the Start menu")
        need(place in self._registry(UNINSTALL), "not in the list of programs")
        need(rf"{place}\mdtdeskw.exe" in self._registry(KIND), "stores have no program")
        return f"{took:.0f} s, {len(found)} files and folders, link, store files, list of programs"

    def _remove(self, place: str) -> None:
        uninstaller = rf"{place}\uninstall.exe"
        done = self._wine.run(uninstaller, "/S", seconds=300)
        need(done.code == 0, f"the uninstaller ended with {done.code}")
        self._wine.wait()  # it goes on as a copy of itself, so that its own file can be removed
        left = [file.name for file in self._wine.place(place).rglob("*")]
        need(not [name for name in left if name != "of somebody else.txt"], f"left: {left[:5]}")
        need(not self._wine.place(LINK).exists(), "the link is still there")
        for key in (UNINSTALL, KIND, r"HKLM\Software\Classes\.mdtdesk"):
            need(not self._registry(key), f"{key} is still there")

    def _registry(self, key: str) -> str:
        done = self._wine.run("reg", "query", key, "/s", "/reg:64")
        return done.out if done.code == 0 else ""

    def _delivered(self) -> set[str]:
        with zipfile.ZipFile(self._portable) as archive:
            files = {Path(name).relative_to(f"mdtdesk-{version()}") for name in archive.namelist()}
        folders = {parent for file in files for parent in file.parents} - {Path()}
        return {each.as_posix() for each in files | folders}

    def _program(
        self,
        *words: str,
        program: str = PROGRAM,
        environment: Mapping[str, str] | None = None,
    ) -> wine.Done:
        known = {"MDTDESK_PASSWORD": DEMO["password"]} | dict(environment or {})
        return self._wine.run(rf"{program}\mdtdesk.exe", *words, seconds=400, environment=known)

    def _run(self, *words: str) -> str:
        done = self._program(*words)
        need(done.code == 0, f"{words[0]} ended with {done.code}: {done.out}{done.errors}"[-600:])
        return done.out.strip()

    def _ask(self, *words: str, program: str = PROGRAM) -> dict[str, object]:
        named = {} if words[0] == "demo" else {"MDTDESK_STORE": STORE}
        done = self._program(*words, "--json", program=program, environment=named)
        need(done.code == 0, f"{words[0]} ended with {done.code}: {done.out}{done.errors}"[-600:])
        answer: dict[str, object] = json.loads(done.out)
        return answer

    def _as(self) -> tuple[str, str]:
        return ("--as", str(self._people[0]["name"]))

    def _listed(self, program: str = PROGRAM) -> int:
        return int(str(self._ask("list", *self._as(), program=program)["total"]))


def rows(previous: Path | None = None) -> Iterator[Row]:
    """Try everything, one row a step; the first one says what this machine lacks."""
    if missing := lacking():
        yield Row("Windows by wine", False, f"apt-get install {' '.join(missing)}")
        return
    if not (DIST / f"mdtdesk-{version()}-setup.exe").exists():
        yield Row("Windows by wine", False, "not built: python3 dev.py package windows")
        return
    shutil.rmtree(TRIED, ignore_errors=True)
    TRIED.mkdir(parents=True)
    with virtual_screen.screen() as screen:
        trial = Trial(screen, previous or before())
        try:
            for name, step in trial.steps():
                yield _tried(name, step)
        finally:
            trial.end()


def _tried(name: str, step: Callable[[], str]) -> Row:
    began = time.monotonic()
    try:
        fine, seen = True, step()
    except (Wrong, Stopped, OSError, ValueError, KeyError, IndexError) as fault:
        fine, seen = False, str(fault) or type(fault).__name__
    return Row(name, fine, seen, time.monotonic() - began)


def lacking() -> list[str]:
    """Return the Debian packages that are needed and not there; as root they are installed."""
    needed = wine.NEEDED | virtual_screen.NEEDED | NEEDED
    missing = programs(needed)
    if missing and os.geteuid() == 0:
        say(f"  installing {' '.join(missing)}")
        extra = ["wine64"] if "wine" in missing else []
        options = ["-y", "-q", "--no-install-recommends"]
        run(["apt-get", *options, "install", *missing, *extra])
    return programs(needed)


def before() -> Path | None:
    """Return the newest installer of an earlier build, None if only this one was kept."""
    now = (DIST / f"mdtdesk-{version()}-setup.exe").read_bytes()
    kept = sorted(KEPT.glob("*.exe"), key=lambda each: each.stat().st_mtime, reverse=True)
    return next((file for file in kept if file.read_bytes() != now), None)


def _digest(place: Path) -> str:
    """Return a digest of all files below a place, without what a lock or a log leaves."""
    found = hashlib.sha256()
    for file in sorted(place.rglob("*")):
        if file.is_file():
            found.update(file.relative_to(place).as_posix().encode())
            found.update(file.read_bytes())
    return found.hexdigest()


def main(arguments: list[str]) -> int:
    """Print the table; 0 if all of it is well."""
    previous = Path(arguments[0]).resolve() if arguments else None
    failed = False
    for row in rows(previous):
        failed |= not row.fine
        say(f"{'ok  ' if row.fine else 'FAIL'} {row.seconds:5.0f} s  {row.step}: {row.seen}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
