# SPDX-License-Identifier: MIT
"""Freeze the program on Linux; pack it as one directory and as a Debian package."""

from __future__ import annotations

import ast
import gzip
import os
import shutil
import sys
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import inside
import linux_parts
import roots
import scan
from inside import Part
from release import DIST, HERE, ROOT, WORK, Stopped, epoch, keep, made, run, say, size, version

LOCK = HERE / "linux/requirements.lock"
PLACE = "/opt/mdtdesk"
# Within the folder of the old Debian.
SOURCE, FROZEN = "usr/src/mdtdesk", "usr/src/freezing"
COPIED = ("src", "resources", "packaging", "pyproject.toml", "requirements.in")
# A wheel for the glibc of Debian 11, as pip names it.
PLATFORMS = [f"--platform=manylinux_2_{n}_x86_64" for n in (31, 28, 27, 26, 24, 17, 12, 5)]
PLATFORMS += ["--platform=manylinux2014_x86_64", "--platform=any"]


@dataclass(frozen=True)
class Frozen:
    """A frozen program: its folder, the files and the libraries of the system it was made of."""

    program: Path
    taken: frozenset[Path]


def build() -> None:
    """Make the tarball, the Debian package, the bill of materials and the licences in dist/."""
    if why := roots.possible():
        raise Stopped(f"it is frozen in a folder with Debian 11: {why}")
    root = roots.old()
    frozen = freeze(root)
    program = frozen.program
    linux_parts.prune(program)
    glibc, needs = linux_parts.needs(program)
    parts = list(_parts(root, frozen))
    name = f"mdtdesk-{version()}-linux-x86_64"
    (DIST / f"{name}.cdx.json").write_text(inside.bill(parts), "utf-8")
    page = inside.page(parts)
    (DIST / f"{name}-licences.txt").write_text(page, "utf-8")
    (program / "lib/mdtdesk/resources/licences.txt").write_text(page, "utf-8")
    linux_parts.check(program)
    scan.check(program, (WORK, Path("/", SOURCE), Path("/", FROZEN), Path(roots.SOURCE)))
    say(f"  {size(program):.0f} MB installed, {len(parts)} parts, for glibc {glibc} and newer")
    _tarball(program, name)
    _debian(program, needs)


def freeze(root: Path, *, unpruned: bool = False) -> Frozen:
    """Freeze the source in a folder's Debian; unpruned is how it would be without a choice."""
    source = root / SOURCE
    shutil.rmtree(source, ignore_errors=True)
    source.mkdir(parents=True)
    for name in COPIED:
        of, leave = ROOT / name, shutil.ignore_patterns("__pycache__", "*.pyc")
        shutil.copytree(of, source / name, ignore=leave) if of.is_dir() else shutil.copy(of, source)
    _install(root)
    out = f"/{FROZEN}/{'unpruned' if unpruned else 'frozen'}"
    shutil.rmtree(root / out.lstrip("/"), ignore_errors=True)
    options = ("-y", "--log-level", "WARN", "--distpath", out, "--workpath", f"{out}/work")
    spec = f"/{SOURCE}/packaging/linux/mdtdesk.spec"
    settled = {"MDTDESK_UNPRUNED": "1"} if unpruned else {}
    python = f"/{FROZEN}/venv/bin/python"
    roots.inside(root, python, "-m", "PyInstaller", *options, spec, settled=settled)
    made = root / out.lstrip("/")
    return Frozen(made / "mdtdesk", frozenset(_taken(root, made / "work/mdtdesk")))


def _install(root: Path) -> None:
    """Install the locked packages, fetched by this machine, by their hashes."""
    work = root / FROZEN
    stamp = work / "locked"
    if stamp.exists() and stamp.read_text("utf-8") == LOCK.read_text("utf-8"):
        return
    shutil.rmtree(work, ignore_errors=True)
    pip = (sys.executable, "-m", "pip", "download", "-q", "--require-hashes")
    target = ("--only-binary=:all:", "--python-version=3.11", "--implementation=cp")
    abis = ("--abi=cp311", "--abi=abi3", "--abi=none")
    run([*pip, *target, *abis, *PLATFORMS, "-d", work / "wheels", "-r", LOCK])
    venv = f"/{FROZEN}/venv"
    roots.inside(root, roots.PYTHON, "-m", "venv", "--without-pip", venv)
    bundled = next((root / roots.PIP.lstrip("/")).glob("pip-*.whl")).name
    settled = {"PYTHONPATH": f"{roots.PIP}/{bundled}"}
    install = (f"{venv}/bin/python", "-m", "pip", "install", "-q", "--require-hashes", "--no-index")
    lock = f"/{SOURCE}/packaging/linux/requirements.lock"
    wheels = f"/{FROZEN}/wheels"
    roots.inside(root, *install, "--find-links", wheels, "-r", lock, settled=settled)
    shutil.copy(LOCK, stamp)


def _taken(root: Path, work: Path) -> Iterator[Path]:
    """Return the files that PyInstaller took, from its own two lists, as this machine sees them."""
    for name in ("PYZ-00.toc", "COLLECT-00.toc"):
        listed = ast.literal_eval((work / name).read_text("utf-8"))
        for row in next(each for each in listed if isinstance(each, list)):
            if row[1].startswith("/"):
                yield root / row[1].lstrip("/")


def _parts(root: Path, frozen: Frozen) -> Iterator[Part]:
    """Return what lies in the frozen program."""
    yield from inside.packages(
        next(root.glob(f"{FROZEN}/venv/lib/python3*/site-packages")), frozen.taken
    )
    number = (root / "usr/src/python-version").read_text("utf-8")
    licence = (root / "usr/lib/python3.11/LICENSE.txt").read_text("utf-8")
    purl = f"pkg:deb/debian/python3.11@{number}"
    yield Part("CPython", number, "PSF-2.0", purl, (licence,))
    held = {file.name for file in frozen.program.rglob("*.so*")}
    of_system = ("usr/lib/x86_64-linux-gnu", "lib/x86_64-linux-gnu")
    places = [root / place for place in of_system]
    names = {file.name for file in frozen.taken if file.parent in places}
    yield from inside.libraries(root, names & held)


def _beside(share: Path) -> None:
    """Put what a desktop reads of a program below a folder like /usr/share."""
    linux = HERE / "linux"
    for source, target in {
        linux / "mdtdesk.desktop": "applications/mdtdesk.desktop",
        linux / "mdtdesk.xml": "mime/packages/mdtdesk.xml",
        linux / "mdtdesk.metainfo.xml": "metainfo/mdtdesk.metainfo.xml",
        ROOT / "resources/style/mdtdesk.svg": "icons/hicolor/scalable/apps/mdtdesk.svg",
        DIST / f"mdtdesk-{version()}-linux-x86_64.cdx.json": "doc/mdtdesk/mdtdesk.cdx.json",
        DIST / f"mdtdesk-{version()}-linux-x86_64-licences.txt": "doc/mdtdesk/copyright",
    }.items():
        (share / target).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(source, share / target)
    for source, target in {
        linux / "mdtdesk.1": "man/man1/mdtdesk.1.gz",
        ROOT / "CHANGELOG.md": "doc/mdtdesk/changelog.gz",
    }.items():
        (share / target).parent.mkdir(parents=True, exist_ok=True)
        (share / target).write_bytes(gzip.compress(source.read_bytes(), mtime=0))


def _settle(tree: Path) -> None:
    """Give every file one time and the rights that everybody may read it by."""
    at = int(epoch())
    for file in (tree, *tree.rglob("*")):
        if not file.is_symlink():
            file.chmod(0o755 if file.is_dir() or os.access(file, os.X_OK) else 0o644)
        os.utime(file, (at, at), follow_symlinks=False)


def _tarball(program: Path, name: str) -> None:
    out, tree = DIST / f"{name}.tar.xz", WORK / "tarball" / name
    shutil.rmtree(tree.parent, ignore_errors=True)
    shutil.copytree(program, tree, symlinks=True)
    (tree / "mdtdeskw").symlink_to("mdtdesk")
    _beside(tree / "share")
    _settle(tree)
    order = ["--sort=name", "--owner=0", "--group=0", "--numeric-owner", "--format=gnu"]
    run(["tar", *order, "-C", tree.parent, "-cJf", out, name])
    made(out)


def package() -> Path:
    """Return where this build's Debian package lies."""
    return DIST / f"mdtdesk_{version()}_amd64.deb"


def _debian(program: Path, needs: list[str]) -> None:
    tree = WORK / "deb"
    shutil.rmtree(tree, ignore_errors=True)
    shutil.copytree(program, tree / PLACE.lstrip("/"), symlinks=True)
    _beside(tree / "usr/share")
    (tree / "usr/bin").mkdir()
    for name in ("mdtdesk", "mdtdeskw"):
        (tree / "usr/bin" / name).symlink_to(f"{PLACE}/mdtdesk")
    (tree / "DEBIAN").mkdir()
    (tree / "DEBIAN/control").write_text(_control(tree, needs), "utf-8")
    _settle(tree)
    out = package()
    run(["dpkg-deb", "--root-owner-group", "-Zxz", "--build", tree, out])
    keep(out)
    made(out)


def _control(tree: Path, needs: list[str]) -> str:
    return textwrap.dedent(
        f"""\
        Package: mdtdesk
        Version: {version()}
        Architecture: amd64
        Maintainer: The mdtdesk authors <mdtdesk@localhost>
        Installed-Size: {int(size(tree) * 1000)}
        Depends: {", ".join(needs)}
        Recommends: {", ".join(linux_parts.RECOMMENDED)}
        Section: misc
        Priority: optional
        Description: desktop program of a bone metastasis multidisciplinary team
         Registers cases, scores them, leads the meeting, records its decision and prints what
         the meeting needs, in an encrypted store and without a network.
        """
    )
