# SPDX-License-Identifier: MIT
"""Try the Windows packages of dist/ under wine: ``.venv/bin/python packaging/try.py windows``.

Installed silently, used, upgraded from an earlier build with a real store, removed: each step
says what was seen. Programs in it have no network. Pictures of the
window and the answers of ``doctor`` are left in build/tried/windows.
"""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pe
import release
import trying
import virtual_screen
import windows_build
import wine
from release import DIST, HERE, INSTALLED_MB, WORK, size, version
from trying import Row, digest, need, tried
from virtual_screen import Screen
from windows_program import PLACE, STORE, STRANGER, Program
from wine import Wine

TRIED = WORK / "tried/windows"
DATA = r"C:\病例"
OLD_STORE = rf"{DATA}\ward.mdt"
BACKUPS = r"C:\备份"
OTHER = r"C:\另一处 mdtdesk"
POLICY = r"C:\ProgramData\mdtdesk\policy.toml"
NEEDED = wine.NEEDED | virtual_screen.NEEDED | trying.NEEDED
CODE_PAGE = r"HKLM\System\CurrentControlSet\Control\Nls\CodePage"
TOO_OLD = 3  # how an installer ends in a Windows before 10
RUNNING = 4  # how an installer ends that finds the program running
PATIENCE = 90
SCREEN = "1440x900"  # the window with the frame that wine draws


class Trial:
    """What is tried in one Windows; every step returns what it saw."""

    def __init__(self, screen: Screen, before: Path | None) -> None:
        self._screen, self._before = screen, before
        self._wine = Wine(TRIED / "wine", screen.display)
        self._program = Program(self._wine)
        self._cases, self._data = 0, ""

    def steps(self) -> Iterator[tuple[str, Callable[[], str]]]:
        """Yield the steps in their order."""
        yield "clean system", self.system
        yield "a Windows that is too old", self.too_old
        yield "size", self.sizes
        if before := self._before:
            yield "install the build before, silently", lambda: self._program.install(before)
            yield "demo by the build before", self.demo
            yield "upgrade", self.upgrade
            yield "its store after it", self.upgrade_store
        else:
            yield "install", lambda: self._program.install(self._program.installer)
            yield "demo", self.demo
        yield "a store of an earlier schema", self.earlier_store
        yield "--version", self.version
        yield "doctor", self.doctor
        yield "import", self.take_in
        yield "print", self.print
        yield "backup and restore", self.backup
        yield "window", self.window
        yield "the child's limits", self.limits
        yield "remove: data still there", self.remove
        yield "another folder, named by IT", self.elsewhere
        yield "archive", self.portable

    def end(self) -> None:
        """End what still runs."""
        self._wine.end()

    def system(self) -> str:
        """Make the parts that wine lacks; say what this is."""
        folder = TRIED / "portable"
        with zipfile.ZipFile(self._program.archive) as archive:
            archive.extractall(folder)
        self._wine.stand_in(folder)
        network = "without" if wine.alone() else "WITH"
        page = self._wine.run("reg", "query", CODE_PAGE, "/v", "ACP").out.split()[-1]
        return f"{self._wine.version}, code page {page}, {network} a network"

    def too_old(self) -> str:
        """Install into Windows 7, which refuses; be Windows 10 from then on."""
        self._wine.become("win7")
        code = self._wine.run(str(self._program.installer), "/S", seconds=300).code
        self._wine.become("win10")
        need(code == TOO_OLD, f"the installer ended with {code}")
        need(not self._wine.place(PLACE).exists(), "something was installed")
        said = self._wine.run("cmd", "/c", "ver").out.strip()
        return f"Windows 7 is refused with {code}, nothing installed; from now on {said}"

    def sizes(self) -> str:
        """Compare sizes and version resources with what was promised."""
        installer, installed = size(self._program.installer), size(TRIED / "portable")
        launcher = TRIED / f"portable/mdtdesk-{version()}/mdtdesk.exe"
        numbers = {pe.version(file.read_bytes()) for file in (self._program.installer, launcher)}
        seen = f"installer {installer:.1f} MB, installed {installed:.0f} MB, {numbers.pop()}"
        need(installer <= windows_build.AT_MOST_MB and installed <= INSTALLED_MB, seen)
        need(not numbers and seen.endswith(f"{version()}.0"), f"versions {numbers} and {seen}")
        return seen

    def demo(self) -> str:
        """Make a store with invented cases, and a policy of the machine."""
        policy = self._wine.place(POLICY)
        policy.parent.mkdir(parents=True, exist_ok=True)
        policy.write_text(f"{trying.LETTERHEAD}\n[lock]\nidle_minutes = 5\n", "utf-8")
        people = self._program.ask("demo", DATA, store="")["people"]
        names = [str(each["name"]) for each in people] if isinstance(people, list) else []
        self._program.person = names[0]
        self._cases = self._program.cases()
        need(self._cases >= 10, f"{self._cases} cases")
        self._data = digest(self._wine.place(STORE))
        return f"{STORE}, {self._cases} cases, {len(names)} people"

    def upgrade(self) -> str:
        """Install over the build before: nothing of it stays, no byte of the store changes."""
        was = self._wine.place(PLACE)
        old = {file.relative_to(was).as_posix() for file in was.rglob("*")}
        seen = self._program.install(self._program.installer)
        need(digest(self._wine.place(STORE)) == self._data, "the store was touched")
        need(self._wine.place(POLICY).is_file(), "the policy is gone")
        gone = len(old - self._program.delivered)
        return f"{seen}; {gone} only of the build before are gone; store untouched"

    def upgrade_store(self) -> str:
        """Bring the store to this build's schema; everything in it is there."""
        seen, listed = self._program.upgrade(STORE), self._program.cases()
        need(listed == self._cases, f"{listed} cases of {self._cases}")
        return f"{seen}; {listed} cases"

    def earlier_store(self) -> str:
        """Bring a store that an earlier program made to this build's schema."""
        program = Program(self._wine)
        number, program.password = trying.earlier_store(self._wine.place(DATA))
        return f"made by schema {number}, now {program.upgrade(OLD_STORE)}"

    def version(self) -> str:
        """Ask for the version."""
        return self._version_in(PLACE)

    def _version_in(self, place: str) -> str:
        said = self._program.run("--version", place=place).out.strip()
        need(said == f"mdtdesk {version()}", said)
        return said

    def doctor(self) -> str:
        """Ask what IT asks first: it names the policy in force."""
        said = self._program.run("doctor", store=STORE).out
        (TRIED / "doctor.txt").write_text(said, "utf-8")
        for words in ("lock.idle_minutes", STORE, "NotoSansSC-Regular.ttf", "Python 3.13"):
            need(words in said, f"no {words} in: {said}")
        return said.splitlines()[0]

    def take_in(self) -> str:
        """Import case documents: a child with limits reads them."""
        shutil.copy(trying.CASES, self._wine.place(rf"{DATA}\cases.json"))
        answer = self._program.ask("import", rf"{DATA}\cases.json")
        need(answer["written"], str(answer["counts"]))
        return f"{answer['counts']}"

    def print(self) -> str:
        """Print a case and read the paper."""
        out = rf"{DATA}\summary.pdf"
        self._program.ask("print", "summary", "--case", "DEMO-26014", "-o", out)
        return trying.paper(self._wine.place(out))

    def backup(self) -> str:
        """Back the store up, put it back in its place, and elsewhere."""
        self._wine.place(BACKUPS).mkdir()
        made = str(self._program.ask("store", "backup", BACKUPS)["backup"])
        aside = self._program.ask("store", "restore", made)["kept_aside"]
        need(aside, "the replaced store was not kept")
        other = rf"{BACKUPS}\other.mdt"
        self._program.ask("store", "restore", made, store=other)
        listed = {self._program.cases(), self._program.cases(store=other)}
        need(len(listed) == 1, f"{listed} cases")
        return f"{made}, put back in place and elsewhere, {listed.pop()} cases in both"

    def window(self) -> str:
        """Open the store's file as Explorer does, sign in, take pictures; install meanwhile."""
        desktop = ("explorer", f"/desktop=mdtdesk,{SCREEN}")
        opening = ("cmd", "/c", "start", "/wait", rf"{STORE}\demo.mdtdesk")
        child = self._wine.start(*desktop, *opening)
        try:
            seen = trying.sign_in(self._screen, self._program.password, TRIED, PATIENCE)
            refused = self._wine.run(str(self._program.installer), "/S", seconds=300).code
            need(refused == RUNNING, f"the installer ended with {refused} beside the window")
            there = self._wine.place(rf"{PLACE}\mdtdesk.exe").exists()
            need(there, "the installer took the program away beside the window")
            need(self._wine.run("taskkill", "/IM", "mdtdeskw.exe", "/F").code == 0, "not running")
        finally:
            child.kill()
            child.communicate()
        return f"{seen}; an installer beside it ends with {refused} and changes nothing"

    def limits(self) -> str:
        """Run the limits of the child that reads foreign files, by Python's own program."""
        said = self._wine.run(self._python(), r"C:\try\limits.py", seconds=120)
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
        path = [rf"{PLACE}\python313.zip", PLACE, rf"{PLACE}\Lib", ""]
        (there / "python313._pth").write_text("\n".join(path), "utf-8")
        shutil.copy(HERE / "windows/limits.py", there / "limits.py")
        return r"C:\try\python.exe"

    def remove(self) -> str:
        """Remove the program: what it wrote into Windows is gone, what people wrote is there."""
        before = digest(self._wine.place(DATA))
        homes = self._wine.place(r"C:\users").rglob("*")
        own = [file for file in homes if "mdtdesk" in file.parts and file.is_file()]
        self._program.remove()
        need(digest(self._wine.place(DATA)) == before, "the data was touched")
        need(all(file.exists() for file in own), "settings are gone")
        need(self._wine.place(POLICY).is_file(), "the policy is gone")
        return f"program, link, registry gone; stores, {len(own)} settings and logs, policy there"

    def elsewhere(self) -> str:
        """Install into a folder that IT names, use it there, remove it."""
        seen = self._program.install(self._program.installer, OTHER)
        self._version_in(OTHER)
        listed = self._program.cases(OTHER)
        stranger = self._wine.place(rf"{OTHER}\{STRANGER}")
        stranger.write_text("stays", "utf-8")
        self._program.remove(OTHER)
        need(stranger.read_text("utf-8") == "stays", "a stranger's file is gone")
        return f"{OTHER}: {seen}; {listed} cases; removed but for a stranger's file"

    def portable(self) -> str:
        """Use the archive from a folder, nothing installed."""
        place = rf"C:\users\Public\mdtdesk-{version()}"
        shutil.copytree(TRIED / f"portable/mdtdesk-{version()}", self._wine.place(place))
        return f"{self._version_in(place)}, {self._program.cases(place)} cases of the store"


def rows() -> Iterator[Row]:
    """Try everything, one row a step; the first one says what this machine lacks."""
    if missing := trying.lacking(NEEDED):
        yield Row("clean system", False, f"apt-get install {missing}")
        return
    installer = DIST / f"mdtdesk-{version()}-setup.exe"
    if not installer.exists():
        yield Row("clean system", False, "not built: python3 dev.py package windows")
        return
    shutil.rmtree(TRIED, ignore_errors=True)
    TRIED.mkdir(parents=True)
    with virtual_screen.screen(SCREEN) as screen:
        trial = Trial(screen, release.before(installer))
        try:
            for name, step in trial.steps():
                yield tried(name, step)
        finally:
            trial.end()
