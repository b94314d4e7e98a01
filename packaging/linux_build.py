# SPDX-License-Identifier: MIT
"""Freeze the program on Linux; pack it as one directory and as a Debian package."""

from __future__ import annotations

import gzip
import os
import re
import shutil
import subprocess
import textwrap
from dataclasses import dataclass
from pathlib import Path

import inside
import roots
import scan
from release import DIST, HERE, ROOT, WORK, Stopped, epoch, run, say, size, version

LOCK = HERE / "linux/requirements.lock"
# GTK's own libraries: Qt's theme plugin asks for them and is not delivered.
NOT_NEEDED = re.compile(r"lib(gtk|gdk|atk|cairo|pango|harfbuzz|gobject|gio|glib|epoxy|tiff|mimer)")
PLACE = "/opt/mdtdesk"


@dataclass(frozen=True)
class Place:
    """Where the freezing happens: this machine, or an older one in a folder."""

    root: Path
    python: str

    def run(self, *command: str) -> str:
        """Run a command there, in the folder of the source."""
        if self.root == Path("/"):
            return run(command)
        settled = ["env", "LC_ALL=C.UTF-8", f"SOURCE_DATE_EPOCH={epoch()}", "PYTHONHASHSEED=0"]
        shell = 'cd /build/source && exec "$@"'
        return run(["chroot", self.root, *settled, "sh", "-c", shell, "sh", *command])


def build() -> None:
    """Make the tarball, the Debian package and the bill of materials in dist/."""
    why = roots.possible()
    if why:
        say(f"  on this machine's own glibc, since for an older one {why}")
        frozen = _freeze(Place(Path("/"), "python3"), ROOT, WORK / "linux")
        glibc = os.confstr("CS_GNU_LIBC_VERSION") or ""
    else:
        root = roots.old()
        source = root / "build/source"
        _copy_source(source)
        with roots.mounted(root):
            frozen = _freeze(Place(root, roots.PYTHON), source, root / "build")
        glibc = "glibc 2.31"
    scan.check(frozen, (WORK, Path("/build/source")))
    name = f"mdtdesk-{version()}-linux-x86_64"
    _tarball(frozen, name)
    _debian(frozen, glibc.removeprefix("glibc "))
    say(f"  {size(frozen):.0f} MB, for {glibc} and newer")


def _copy_source(source: Path) -> None:
    shutil.rmtree(source.parent, ignore_errors=True)
    source.mkdir(parents=True)
    for name in ("src", "resources", "packaging", "pyproject.toml", "README.md", "LICENSE"):
        of = ROOT / name
        leave = shutil.ignore_patterns("__pycache__", "*.pyc")
        if of.is_dir():
            shutil.copytree(of, source / name, ignore=leave)
        else:
            shutil.copy(of, source / name)
    shutil.copy(ROOT / "requirements.in", source / "requirements.in")


def _freeze(place: Place, source: Path, work: Path) -> Path:
    """Install the lock, freeze, prune; return the program's folder."""
    seen = Path("/") if place.root != Path("/") else Path()
    here = Path("/build") if seen.parts else work
    venv = work / "venv"
    shutil.rmtree(venv, ignore_errors=True)
    bare = ["--without-pip"] if seen.parts else []
    place.run(place.python, "-m", "venv", *bare, str(here / "venv"))
    _install(place, here / "venv", work)
    site = next(venv.glob("lib/python3*/site-packages"))
    used = _used()
    (source / "resources/licences.txt").write_text(inside.licences(site, used), "utf-8")
    try:
        spec = (
            here / "source/packaging/linux/mdtdesk.spec"
            if seen.parts
            else HERE / "linux/mdtdesk.spec"
        )
        said = place.run(
            *(str(here / "venv/bin/python"), "-m", "PyInstaller", "-y", "--log-level", "WARN"),
            *("--distpath", str(here / "frozen"), "--workpath", str(here / "work"), str(spec)),
        )
    finally:
        if not seen.parts:
            (source / "resources/licences.txt").unlink()
    _complain(said)
    frozen = work / "frozen/mdtdesk"
    for library in (*frozen.rglob("libpython3*.so*"), *frozen.rglob("_sqlite3*.so")):
        subprocess.run(["strip", "--strip-unneeded", library], check=True)
    python = str(here / "venv/bin/python")
    options = (
        "environment",
        "--output-reproducible",
        "--of",
        "JSON",
        "-o",
        str(here / "bill.json"),
    )
    place.run(python, "-m", "cyclonedx_py", *options, python)
    inside.bill(work / "bill.json", DIST / f"mdtdesk-{version()}-linux-x86_64.cdx.json", used)
    return frozen


def _install(place: Place, venv: Path, work: Path) -> None:
    """Install the locked packages; a folder gets them from this machine, by their hashes."""
    pip = [str(venv / "bin/python"), "-m", "pip", "install", "-q", "--require-hashes"]
    if place.root == Path("/"):
        place.run(*pip, "-r", str(LOCK))
        return
    wheels = work / "wheels"
    platforms = [f"--platform=manylinux_2_{n}_x86_64" for n in (31, 28, 27, 17, 12, 5)]
    platforms += [
        "--platform=manylinux2014_x86_64",
        "--platform=manylinux2010_x86_64",
        "--platform=any",
    ]
    run(
        [
            *("python3", "-m", "pip", "download", "-q", "--require-hashes", "--only-binary=:all:"),
            *(
                "--python-version",
                "3.11",
                "--implementation",
                "cp",
                "--abi",
                "cp311",
                "--abi",
                "abi3",
            ),
            *("--abi", "none", *platforms, "-d", wheels, "-r", LOCK),
        ]
    )
    lock = "/build/source/packaging/linux/requirements.lock"
    bundled = next((place.root / roots.PIP.lstrip("/")).glob("pip-*.whl")).name
    path = f"PYTHONPATH={roots.PIP}/{bundled}"
    place.run("env", path, *pip, "--no-index", "--find-links", "/build/wheels", "-r", lock)


def _used() -> set[str]:
    """Return the packages that the program itself needs, not those that freeze it."""
    listed = (ROOT / "requirements.lock").read_text("utf-8")
    return {name.casefold() for name in re.findall(r"^([A-Za-z0-9_.-]+)==", listed, re.MULTILINE)}


def _complain(said: str) -> None:
    """Raise Stopped for a library that was left out because this machine lacks it."""
    lacking = [
        line for line in said.splitlines() if "Library not found" in line or "not found:" in line
    ]
    bad = [line for line in lacking if not NOT_NEEDED.search(line)]
    if bad:
        raise Stopped("these libraries are missing where it is frozen:\n" + "\n".join(bad[:20]))


def _tarball(frozen: Path, name: str) -> None:
    out = DIST / f"{name}.tar.xz"
    order = ["--sort=name", f"--mtime=@{epoch()}", "--owner=0", "--group=0", "--numeric-owner"]
    change = f"--transform=s,^mdtdesk,{name},"
    run(["tar", *order, change, "-C", frozen.parent, "-cJf", out, "mdtdesk"])
    say(f"  {out.name}  {size(out):.1f} MB")


def _debian(frozen: Path, glibc: str) -> None:
    tree = WORK / "deb"
    shutil.rmtree(tree, ignore_errors=True)
    shutil.copytree(frozen, tree / PLACE.lstrip("/"), symlinks=True)
    linux = HERE / "linux"
    for source, target in {
        linux / "mdtdesk.desktop": "usr/share/applications/mdtdesk.desktop",
        linux / "mdtdesk.xml": "usr/share/mime/packages/mdtdesk.xml",
        linux / "mdtdesk.metainfo.xml": "usr/share/metainfo/mdtdesk.metainfo.xml",
        ROOT / "resources/style/mdtdesk.svg": "usr/share/icons/hicolor/scalable/apps/mdtdesk.svg",
        ROOT / "LICENSE": "usr/share/doc/mdtdesk/copyright",
    }.items():
        (tree / target).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(source, tree / target)
    manual = tree / "usr/share/man/man1/mdtdesk.1.gz"
    manual.parent.mkdir(parents=True)
    manual.write_bytes(gzip.compress((linux / "mdtdesk.1").read_bytes(), mtime=0))
    (tree / "usr/bin").mkdir()
    for name in ("mdtdesk", "mdtdeskw"):
        (tree / "usr/bin" / name).symlink_to(f"{PLACE}/mdtdesk")
    (tree / "DEBIAN").mkdir()
    (tree / "DEBIAN/control").write_text(_control(tree, glibc), "utf-8")
    for file in tree.rglob("*"):
        if not file.is_symlink():
            file.chmod(0o755 if file.is_dir() or os.access(file, os.X_OK) else 0o644)
    out = DIST / f"mdtdesk_{version()}_amd64.deb"
    run(["dpkg-deb", "--root-owner-group", "-Zxz", "--build", tree, out])
    say(f"  {out.name}  {size(out):.1f} MB")


def _control(tree: Path, glibc: str) -> str:
    return textwrap.dedent(
        f"""\
        Package: mdtdesk
        Version: {version()}
        Architecture: amd64
        Maintainer: The mdtdesk authors <mdtdesk@localhost>
        Installed-Size: {int(size(tree) * 1000)}
        Depends: libc6 (>= {glibc}), libgl1, libegl1
        Section: misc
        Priority: optional
        Description: desktop program of a bone metastasis multidisciplinary team
         Registers cases, scores them, leads the meeting, records its decision and prints what
         the meeting needs, in an encrypted store and without a network.
        """
    )
