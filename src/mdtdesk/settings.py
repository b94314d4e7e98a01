# SPDX-License-Identifier: MIT
"""What one person's program remembers between starts: a small JSON file without patient data.

A file that is damaged, or a key of it, counts as not there; the next save writes it whole.
What hospital IT has settled for the machine (policy.toml) stands before a person's own.
"""

from __future__ import annotations

import json
import os
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal, get_args

from platformdirs import user_config_path

from mdtdesk import policy
from mdtdesk.i18n import LANGUAGES, Language
from mdtdesk.paths import resource
from mdtdesk.system import write_whole

Theme = Literal["system", "light", "dark"]
SCALES = range(80, 201)
RECENT_STORES = 8
_FILE = "settings.json"


@dataclass(frozen=True, slots=True)
class Target:
    """Hours that a clock may run, and whose target that is."""

    hours: float
    source: str


def _published() -> Mapping[str, Target]:
    table = tomllib.loads(resource("rules", "targets.toml").read_text("utf-8"))
    return MappingProxyType(
        {row["clock"]: Target(float(row["hours"]), row["source"]) for row in table["target"]}
    )


def _nothing() -> Mapping[str, str]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Settings:
    """One person's settings.

    scale    of the interface in per cent
    recent   directories of stores, the latest first
    store    the store that is opened at start, empty for none
    backups  the directory for backups, empty for the one beside the store
    backups_second  a second directory for them, such as another drive; empty for none
    window   geometry and columns as base64, by the name of what they belong to
    targets  hours by clock, the department's own before the published ones
    """

    language: Language = "zh"
    theme: Theme = "system"
    scale: int = 100
    recent: tuple[str, ...] = ()
    store: str = ""
    backups: str = ""
    backups_second: str = ""
    hospital: str = ""
    department: str = ""
    window: Mapping[str, str] = field(default_factory=_nothing)
    targets: Mapping[str, Target] = field(default_factory=_published)


def _language(value: object) -> Language:
    return next(language for language in LANGUAGES if language == value)


def _theme(value: object) -> Theme:
    themes: tuple[Theme, ...] = get_args(Theme)
    return next(theme for theme in themes if theme == value)


def _scale(value: object) -> int:
    if not isinstance(value, int) or value not in SCALES:
        raise ValueError
    return value


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _texts(value: object) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise TypeError
    return tuple(_text(item) for item in value)[:RECENT_STORES]


def _table(value: object) -> Mapping[str, str]:
    if not isinstance(value, dict):
        raise TypeError
    return MappingProxyType({_text(key): _text(item) for key, item in value.items()})


def _targets(value: object) -> Mapping[str, Target]:
    if not isinstance(value, dict):
        raise TypeError
    own = {
        _text(clock): Target(float(row["hours"]), _text(row["source"]))
        for clock, row in value.items()
    }
    return MappingProxyType({**_published(), **own})


_READERS: Mapping[str, Callable[[object], object]] = {
    "language": _language,
    "theme": _theme,
    "scale": _scale,
    "recent": _texts,
    "window": _table,
    "targets": _targets,
}


def directory() -> Path:
    """Return the folder of the settings file; ``MDTDESK_CONFIG`` names another."""
    named = os.environ.get("MDTDESK_CONFIG")
    return Path(named) if named else user_config_path("mdtdesk", appauthor=False)


def settled() -> Mapping[str, Any]:
    """Return the settings that the machine's policy gives; none where it cannot be read.

    The program does not start with such a policy; its words of that still need a language.
    """
    try:
        given = policy.current()
    except policy.Broken:
        return MappingProxyType({})
    names = (each.name for each in fields(Settings) if hasattr(given, each.name))
    return MappingProxyType({name: value for name in names if (value := getattr(given, name))})


def load() -> Settings:
    """Read the settings in force: the policy's, then the person's own."""
    return replace(_own(), **settled())


def _own() -> Settings:
    """Read the person's settings; whatever cannot be read has its default."""
    try:
        raw = json.loads((directory() / _FILE).read_bytes())
    except (OSError, ValueError, RecursionError):
        return Settings()
    found: dict[str, Any] = {}
    for name in (each.name for each in fields(Settings)):
        try:
            found[name] = _READERS.get(name, _text)(raw[name])
        except (LookupError, TypeError, ValueError, StopIteration, OverflowError):
            continue
    return Settings(**found)


def save(settings: Settings) -> None:
    """Write the person's own settings whole or not at all, not the policy's. Raises OSError."""
    directory().mkdir(parents=True, exist_ok=True)
    own = _own()
    settings = replace(settings, **{name: getattr(own, name) for name in settled()})
    plain = {each.name: getattr(settings, each.name) for each in fields(Settings)}
    published = _published()
    plain["window"] = dict(settings.window)
    plain["targets"] = {
        clock: asdict(target)
        for clock, target in settings.targets.items()
        if published.get(clock) != target
    }
    text = json.dumps(plain, ensure_ascii=False, indent=2, sort_keys=True)
    write_whole(directory() / _FILE, text.encode())
