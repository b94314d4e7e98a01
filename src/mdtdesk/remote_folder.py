# SPDX-License-Identifier: MIT
"""Which folders are no place for a store: a network's, and what a sync program watches.

Two computers that write one SQLite file over a network damage it, and a sync program copies it
while it is written. What is asked of the operating system stands in ``system``; here the answers
are read.
"""

from __future__ import annotations

import contextlib
from pathlib import Path

from mdtdesk import system

_REMOTE_TYPES = frozenset(
    (
        "nfs",
        "nfs3",
        "nfs4",
        "cifs",
        "smb",
        "smb2",
        "smb3",
        "smbfs",
        "afpfs",
        "webdav",
        "davfs",
        "davfs2",
        "afs",
        "ncpfs",
        "coda",
        "ceph",
        "gfs2",
        "ocfs2",
        "lustre",
        "glusterfs",
        "beegfs",
        "vboxsf",
        "vmhgfs",
        "prl_fs",
        "9p",
        "virtiofs",
    )
)
# A virtual machine's own disk may be one of these; below "/" they are folders of another machine.
_MACHINE_TYPES = frozenset(("9p", "virtiofs"))
_LOCAL_FUSE = frozenset(
    ("fuse.fuse-overlayfs", "fuse.ntfs-3g", "fuse.ntfs", "fuse.exfat", "fuse.lxcfs")
)
_CLOUD_NAMES = (
    "onedrive",
    "dropbox",
    "坚果云",
    "我的坚果云",
    "nutstore",
    "my nutstore",
    "icloud drive",
    "iclouddrive",
    "mobile documents",
    "cloudstorage",
    "google drive",
    "googledrive",
    "baidusyncdisk",
    "baidunetdisk",
    "baidunetdiskworkspace",
    "百度网盘",
    "百度网盘同步空间",
    "wps云盘",
    "wpsdrive",
    "微云同步助手",
    "阿里云盘",
    "synologydrive",
    "nextcloud",
    "owncloud",
    "seafile",
)
_CLOUD_MARKERS = (".dropbox.cache", ".owncloudsync.log", ".tmp.drivedownload")


def is_remote_folder(path: Path) -> bool:
    """Tell whether a folder lies on a network or is synced to a cloud."""
    path = path.absolute()
    here = path.resolve()
    if is_synced(path) or is_synced(here) or system.is_network_drive(here):
        return True
    return is_remote_mount(here, system.mounts())


def is_synced(path: Path) -> bool:
    """Tell by names and markers whether a sync program watches the folder."""
    for folder in (path, *path.parents):
        name = folder.name.casefold()
        # OneDrive - 医院, Dropbox (Personal)
        if name in _CLOUD_NAMES or name.startswith(("onedrive - ", "dropbox (")):
            return True
        with contextlib.suppress(PermissionError):  # what must not be looked into fails when used
            if any((folder / marker).exists() for marker in _CLOUD_MARKERS):
                return True
            # a file in the synced folder; the client's own folder of that name in HOME says nothing
            if (folder / ".dropbox").is_file():
                return True
    return False


def is_remote_mount(path: Path, mounts: list[tuple[str, str]]) -> bool:
    """Tell whether the innermost mount that holds the path is a network's."""
    found, kind = "", ""
    for folder, its_kind in mounts:
        # a later line of the same folder hides the earlier one
        if path.is_relative_to(folder) and len(folder) >= len(found):
            found, kind = folder, its_kind.casefold()
    if found == "/" and kind in _MACHINE_TYPES:
        return False
    fuse = kind.startswith("fuse.") and kind not in _LOCAL_FUSE
    return fuse or kind in _REMOTE_TYPES
