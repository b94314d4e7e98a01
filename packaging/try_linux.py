# SPDX-License-Identifier: MIT
"""Try the Linux packages of dist/ in clean Debians, from the oldest there is to the newest.

The build before is installed, used and upgraded, this one is used, removed, and unpacked from its
archive: by a person without rights, without a network. What is needed from Debian's archive is
fetched before. The system keeps nothing: it is a copy that is deleted afterwards.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import linux_build
import release
import roots
import trying
import virtual_screen
from mdtdesk import demo
from release import DIST, WORK, run, version
from trying import Row, digest, need, tried
from virtual_screen import Screen

SUITES = ("bullseye", "bookworm", "trixie")
CLEAN, TRIED = WORK / "clean", WORK / "tried"
PERSON, HOME = "1000:1000", "/home/han"
RUNTIME = "/run/user/1000"  # every desktop makes one
STORE = f"{HOME}/demo/demo.mdt"
OLD_STORE = f"{HOME}/ward.mdt"
POLICY = "etc/mdtdesk/policy.toml"
PASSWORD = demo.password()
NEEDED = roots.NEEDED | virtual_screen.NEEDED | trying.NEEDED
PATIENCE = 60
# The package's fontconfig, of Debian 11, reads the list of a newer system but for one new word.
KNOWN = "Fontconfig warning:"


class Trial:
    """One clean Debian with what is tried in it; every step returns what it saw."""

    def __init__(self, suite: str, screen: Screen, before: Path) -> None:
        self._suite, self._screen = suite, screen
        self._packages = {"before.deb": before, "mdtdesk.deb": linux_build.package()}
        self._kept = TRIED / suite
        self._root = self._kept / "root"
        self._home = self._root / HOME.lstrip("/")
        self._people: list[dict[str, object]] = []
        self._cases, self._data = 0, ""

    def steps(self) -> Iterator[tuple[str, Callable[[], str]]]:
        """Yield the steps in their order."""
        yield "clean system", self.system
        yield "install the build before, silently", self.install
        yield "demo by the build before", self.demo
        yield "upgrade", self.upgrade
        yield "its store after it", self.upgrade_store
        yield "a store of an earlier schema", self.earlier_store
        yield "--version", self.version
        yield "doctor", self.doctor
        yield "import", self.take_in
        yield "print", self.print
        yield "window", self.window
        yield "remove: data still there", self.remove
        yield "archive", self.archive

    def end(self) -> None:
        """Keep what the program wrote down of itself; delete the system."""
        state = self._home / ".local/state/mdtdesk"
        if state.is_dir():
            shutil.copytree(state, self._kept / "state", dirs_exist_ok=True)
        roots.remove(self._root)

    # ---- steps -------------------------------------------------------------------------------

    def system(self) -> str:
        """Copy a clean system, with what the package needs fetched but not installed."""
        clean = roots.make(self._suite, place=CLEAN / self._suite)
        for name, file in self._packages.items():
            shutil.copy(file, clean / "root" / name)
        fetching = "apt-get -q -y install --download-only /root/mdtdesk.deb"
        roots.inside(clean, "sh", "-c", f"{fetching} || (apt-get -q update && {fetching})")
        roots.remove(self._root)
        self._kept.mkdir(parents=True, exist_ok=True)
        run(["cp", "-a", clean, self._root])
        self._run("useradd", "--create-home", "--uid", "1000", "han", root=True)
        (self._root / POLICY).parent.mkdir()
        (self._root / POLICY).write_text(trying.LETTERHEAD, "utf-8")
        (self._root / "tmp/.X11-unix").mkdir()
        self._run("install", "-d", "-o", "han", "-m", "700", RUNTIME, root=True)
        networks = self._run("grep", "-c", ":", "/proc/net/dev", root=True).strip()
        need(networks == "1", f"{networks} networks")
        debian = (self._root / "etc/debian_version").read_text("utf-8").strip()
        glibc = self._run("ldd", "--version", root=True).splitlines()[0].split()[-1]
        need(not (self._root / "usr/bin/python3").exists(), "there is a Python")
        return f"Debian {debian}, glibc {glibc}, no Python, no display server, no network"

    def install(self) -> str:
        """Install the build before, with what it needs."""
        (told, here) = self._install("before.deb")
        return f"{told}; {here} files in its folder"

    def demo(self) -> str:
        """Make a store with invented cases."""
        people = self._ask("demo", f"{HOME}/demo", store="")["people"]
        self._people = people if isinstance(people, list) else []
        self._cases = self._listed()
        need(self._cases >= 10, f"{self._cases} cases")
        self._data = digest(self._home)
        return f"{self._cases} cases, {len(self._people)} people"

    def upgrade(self) -> str:
        """Install this build over it: nothing of it stays, no byte of the store changes."""
        stale = self._stale()
        told, here = self._install("mdtdesk.deb")
        need(not [name for name in stale if (self._root / name).exists()], "files of it stayed")
        need(digest(self._home) == self._data, "the store was touched")
        return f"{told}; {here} files, {len(stale)} only of the build before are gone"

    def upgrade_store(self) -> str:
        """Bring the store to this build's schema; everything in it is there."""
        return self._upgraded(STORE, self._cases)

    def earlier_store(self) -> str:
        """Bring a store that an earlier program made to this build's schema."""
        number, password = trying.earlier_store(self._home)
        run(["chown", "-R", PERSON, self._home / "ward.mdt"])
        listed = self._upgraded(OLD_STORE, 0, password)
        return f"made by schema {number}, now {listed}"

    def version(self) -> str:
        """Ask for the version."""
        said = self._run("mdtdesk", "--version").strip()
        need(said == f"mdtdesk {version()}", said)
        return said

    def doctor(self) -> str:
        """Ask what IT asks first; it names the policy in force."""
        done = self._start("doctor", store=STORE)
        told, errors = done.communicate()
        (self._kept / "doctor.txt").write_text(told + errors, "utf-8")
        for words in ("letterhead.hospital", STORE, "NotoSansSC-Regular.ttf", "Python 3.11"):
            need(words in told, f"no {words} in: {told}{errors}")
        return told.splitlines()[0]

    def take_in(self) -> str:
        """Import case documents: a child with limits reads them."""
        shutil.copy(trying.CASES, self._home / "cases.json")
        answer = self._ask("import", f"{HOME}/cases.json", *self._as())
        need(answer["written"], str(answer["counts"]))
        return f"{answer['counts']}"

    def print(self) -> str:
        """Print a case and read the paper."""
        out = f"{HOME}/summary.pdf"
        self._ask("print", "summary", "--case", "DEMO-26014", "-o", out, *self._as())
        return trying.paper(self._root / out.lstrip("/"))

    def window(self) -> str:
        """Open the window as a desktop does, sign in, take pictures."""
        child = self._start(store=STORE, program="mdtdeskw")
        try:
            seen = trying.sign_in(self._screen, PASSWORD, self._kept, PATIENCE)
            need(child.poll() is None, "the window is gone")
        finally:
            child.kill()
            told = child.communicate()[1].splitlines()
        errors = [line for line in told if not line.startswith(KNOWN)]
        need(not errors, "\n".join(errors))
        return f"{seen}; {len(told)} warnings of fontconfig"

    def remove(self) -> str:
        """Remove the program: what people wrote is there."""
        before = digest(self._home)
        owned = self._run("dpkg", "-L", "mdtdesk", root=True).split()
        self._run("apt-get", "-q", "-y", "purge", "mdtdesk", root=True)
        left = [name for name in owned if "mdtdesk" in name and (self._root / name[1:]).exists()]
        need(not left, f"left: {left[:5]}")
        need(digest(self._home) == before, "the data was touched")
        need((self._root / POLICY).is_file(), "the policy is gone")
        kept = [n for n in (".config", ".local/state") if (self._home / n / "mdtdesk").is_dir()]
        return f"program gone; stores, prints, policy, {' and '.join(kept) or 'no settings'} there"

    def archive(self) -> str:
        """Use the archive from a folder, nothing installed."""
        name = f"mdtdesk-{version()}-linux-x86_64"
        run(["tar", "-xJf", DIST / f"{name}.tar.xz", "-C", self._home])
        program = f"{HOME}/{name}/mdtdesk"
        said = self._run(program, "--version").strip()
        need(said == f"mdtdesk {version()}", said)
        listed = self._ask("list", *self._as(), program=program)["total"]
        return f"{said}, {listed} cases of the store"

    # ---- what the steps do -------------------------------------------------------------------

    def _install(self, name: str) -> tuple[str, int]:
        began = time.monotonic()
        count = "dpkg-query -f '.\n' -W | wc -l"
        before = int(self._run("sh", "-c", count, root=True))
        self._run("apt-get", "-q", "-y", "install", f"/root/{name}", root=True)
        added = int(self._run("sh", "-c", count, root=True)) - before
        wrong = self._run("dpkg", "-V", "mdtdesk", root=True)
        need(not wrong, wrong)
        files = sum(each.is_file() for each in (self._root / "opt/mdtdesk").rglob("*"))
        return f"{time.monotonic() - began:.0f} s, {added} packages added", files

    def _stale(self) -> list[str]:
        """Return what the installed build has and this one has not."""
        listed = run(["dpkg-deb", "--contents", self._packages["mdtdesk.deb"]])
        now = {line.split()[5].removeprefix("./") for line in listed.splitlines()}
        files = (self._root / "opt/mdtdesk").rglob("*")
        return sorted({str(f.relative_to(self._root)) for f in files if f.is_file()} - now)

    def _upgraded(self, store: str, cases: int, password: str = PASSWORD) -> str:
        """Upgrade a store and look whether it is sound; return what it holds."""
        who = self._as() if password == PASSWORD else ()
        answer = self._ask("store", "upgrade", *who, store=store, password=password)
        listed = int(str(self._ask("list", *who, store=store, password=password)["total"]))
        need(listed >= max(cases, 1), f"{listed} cases of {cases}")
        for words in (("store", "check"), ("audit", "verify")):
            self._ask(*words, *who, store=store, password=password)
        upgraded = "upgraded" if answer["upgraded"] else "of this schema already"
        return f"schema {answer['schema']}, {upgraded}; {listed} cases, sound, audit holds"

    def _run(self, *words: str, root: bool = False) -> str:
        """Run a command there, without a network; by the person, who has no rights."""
        command = self._command(words, "0:0" if root else PERSON, {})
        return run(command, named=f"{self._suite}: {' '.join(words[:4])}")

    def _command(self, words: tuple[str, ...], person: str, settled: dict[str, str]) -> list[str]:
        home = {"HOME": HOME, "XDG_RUNTIME_DIR": RUNTIME} if person == PERSON else {}
        return roots.command(self._root, *words, alone=True, person=person, settled=home | settled)

    def _start(
        self, *words: str, store: str, password: str = PASSWORD, program: str = "mdtdesk"
    ) -> subprocess.Popen[str]:
        settled = {"MDTDESK_PASSWORD": password, "DISPLAY": self._screen.display}
        settled |= {"MDTDESK_STORE": store} if store else {}
        return subprocess.Popen(
            self._command((program, *words), PERSON, settled),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )

    def _ask(self, *words: str, store: str = STORE, **given: str) -> dict[str, object]:
        child = self._start(*words, "--json", store=store, **given)
        told, errors = child.communicate()
        need(child.returncode == 0, f"{words[0]}: {child.returncode} {told}{errors}"[-600:])
        answer: dict[str, object] = json.loads(told)
        return answer

    def _as(self) -> tuple[str, str]:
        return ("--as", str(self._people[0]["name"]))

    def _listed(self) -> int:
        return int(str(self._ask("list", *self._as())["total"]))


def rows(suite: str) -> Iterator[Row]:
    """Try everything in one Debian, one row a step."""
    if why := roots.possible():
        yield Row("clean system", False, why)
        return
    if missing := trying.lacking(NEEDED):
        yield Row("clean system", False, f"apt-get install {missing}")
        return
    package = linux_build.package()
    if not package.exists():
        yield Row("clean system", False, "not built: python3 dev.py package linux")
        return
    with virtual_screen.screen() as screen:
        trial = Trial(suite, screen, _earlier(release.before(package) or package))
        try:
            for name, step in trial.steps():
                row = tried(name, step)
                yield row
                if not row.fine and step in (trial.system, trial.install):
                    return  # nothing else can be seen
        finally:
            trial.end()


def _earlier(file: Path) -> Path:
    """Return a build as one of an earlier version, with a file that this one has not."""
    tree, out = TRIED / "before", TRIED / "before.deb"
    shutil.rmtree(tree, ignore_errors=True)
    TRIED.mkdir(parents=True, exist_ok=True)
    run(["dpkg-deb", "--raw-extract", file, tree])
    control = tree / "DEBIAN/control"
    text = control.read_text("utf-8")
    control.write_text(re.sub(r"(?m)^(Version: .+)$", r"\1~before", text), "utf-8")
    (tree / "opt/mdtdesk/lib/stale.txt").write_text("of the build before\n", "utf-8")
    run(["dpkg-deb", "--root-owner-group", "-Zgzip", "-z1", "--build", tree, out])
    shutil.rmtree(tree)
    return out
