# SPDX-License-Identifier: MIT
"""Set up, run, check and measure mdtdesk, with nothing but the standard library.

python3 dev.py setup                 make .venv, install what the system lacks
python3 dev.py run [--fresh]         the program on a demo store; without a display, its files
python3 dev.py run -- ARGS           the same as: mdtdesk ARGS
python3 dev.py check                 the quick checks (format, lint, types, imports, shape)
python3 dev.py test [--long]         all checks and all tests
python3 dev.py bench [--full]        ratios against bare code, written to bench/results.md
python3 dev.py package [PART …]      wheel, Linux and Windows packages into dist/
"""

from __future__ import annotations

import argparse
import ast
import contextlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from dev_setup import MISSING, PYTHON, ROOT, apt_line, install_packages, say, set_up

DEMO = ROOT / "demo"


# ---- displays --------------------------------------------------------------------------------


def opens_a_window(environment: dict[str, str]) -> bool:
    """Tell whether Qt starts with this environment: not with a stale DISPLAY."""
    code = "from PySide6.QtWidgets import QApplication; QApplication([])"
    command = [str(PYTHON), "-c", code]
    tried = subprocess.run(command, env=environment, capture_output=True, check=False)
    return tried.returncode == 0


def has_display() -> bool:
    """Tell whether a person sits before this machine's screen."""
    if sys.platform in {"win32", "darwin"}:
        return True
    named = os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    return bool(named) and opens_a_window(dict(os.environ))


@contextlib.contextmanager
def screen() -> Iterator[dict[str, str]]:
    """Give an environment with a virtual screen: Xvfb if it is there, else Qt's offscreen one."""
    environment = dict(os.environ)
    if sys.platform in {"win32", "darwin"} or not shutil.which("Xvfb"):
        yield environment | {"QT_QPA_PLATFORM": "offscreen"}
        return
    read, write = os.pipe()
    size = ["-screen", "0", "1920x1080x24"]
    command = ["Xvfb", "-displayfd", str(write), *size, "-nolisten", "tcp", "-noreset"]
    server = subprocess.Popen(
        command, pass_fds=[write], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    os.close(write)
    with os.fdopen(read) as pipe:
        number = pipe.readline().strip()
    environment.pop("WAYLAND_DISPLAY", None)
    try:
        yield environment | {"DISPLAY": f":{number}", "QT_QPA_PLATFORM": "xcb"}
    finally:
        server.terminate()
        server.wait()


# ---- run -------------------------------------------------------------------------------------


def mdtdesk(*arguments: str, environment: dict[str, str] | None = None) -> int:
    """Run the program's command line."""
    command = [str(PYTHON), "-m", "mdtdesk", *arguments]
    return subprocess.run(command, env=environment, check=False).returncode


def run(*, fresh: bool, arguments: list[str] | None) -> int:
    """Open the window on the demo store, or make the demo's files where there is no display."""
    missing = set_up(for_tests=False)
    if arguments is not None:
        return mdtdesk(*arguments)
    if (code := make_demo(fresh=fresh)) != 0:
        return code
    if has_display():
        return mdtdesk(environment=os.environ | {"MDTDESK_STORE": str(DEMO / "demo.mdt")})
    make_screenshots(missing)
    say("There is no display, so the window stays closed. The demo:")
    say("\n".join(f"  {line}" for line in listed()))
    return 0


def listed() -> list[str]:
    """Return what the demo holds, a store's directory as one line."""
    lines = []
    for file in sorted(DEMO.rglob("*")):
        whole = file.suffix == ".mdt"
        if whole or (file.is_file() and not any(above.suffix == ".mdt" for above in file.parents)):
            inside = file.rglob("*") if whole else [file]
            size = sum(each.stat().st_size for each in inside) / 1000
            lines.append(f"{file.relative_to(ROOT)}{'/' if whole else ''}  {size:,.0f} kB")
    return lines


def make_demo(*, fresh: bool) -> int:
    """Make ./demo by the program's own verb unless it is there already."""
    people = DEMO / "people.txt"  # written last: without it an earlier run was cut short
    if people.exists() and not fresh:
        say("Using the demo in ./demo as it is (run --fresh makes it anew).")
        say(people.read_text("utf-8"))
        return 0
    shutil.rmtree(DEMO / "screenshots", ignore_errors=True)
    people.unlink(missing_ok=True)
    say("Making the demo in ./demo")
    command = [str(PYTHON), "-m", "mdtdesk", "demo", str(DEMO)]
    made = subprocess.run(command, stdout=subprocess.PIPE, encoding="utf-8", check=False)
    say(made.stdout)
    if made.returncode == 0:
        people.write_text(made.stdout, "utf-8")
    return made.returncode


def make_screenshots(missing: list[str]) -> None:
    """Take pictures of the main screens; say which could not be taken and what mends it."""
    folder = DEMO / "screenshots"
    if folder.exists() and any(folder.iterdir()):
        return
    with screen() as environment:
        if not opens_a_window(environment):
            environment |= {"QT_QPA_PLATFORM": "offscreen"}
        if environment.get("QT_QPA_PLATFORM") == "offscreen":
            # it warns of every window that it cannot pass on a size, which nobody can mend
            environment |= {"QT_LOGGING_RULES": "default.warning=false"}
        if opens_a_window(environment):
            say("Taking the screenshots")
            command = [str(PYTHON), "-m", "mdtdesk.ui.screenshots", str(folder)]
            if subprocess.run(command, env=environment, check=False).returncode == 0:
                return
    say(f"Not made: the screenshots {', '.join(screenshot_names())}.")
    if missing:
        say(f"What is missing is Qt's libraries. As root:\n{apt_line(missing)}")


def screenshot_names() -> list[str]:
    """Return the names in the screenshots module's SCREENS, read without importing Qt."""
    file = ROOT / "src/mdtdesk/ui/screenshots.py"
    module = ast.parse(file.read_text("utf-8") if file.exists() else "")
    for node in ast.walk(module):
        if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
            target = node.targets[0] if isinstance(node, ast.Assign) else node.target
            if isinstance(target, ast.Name) and target.id == "SCREENS":
                return [str(name) for name in ast.literal_eval(node.value)]
    return ["of the main screens"]


# ---- check, test, bench ----------------------------------------------------------------------


# What runs beside each other, each part under a screen of its own: windows take each other's focus.
# All that no part names is the last one, so that a new folder is in it by itself.
PARTS = {
    "tests of windows": ["tests/ui", "tests/journeys"],
    "tests of kills and the command line": ["tests/kill", "tests/cli", "tests/services"],
}


@dataclass(frozen=True)
class Step:
    """One check: its name, its arguments to .venv's Python, whether its lines are shown live."""

    name: str
    arguments: list[str]
    live: bool = False


@dataclass(frozen=True)
class Result:
    """How a step ended: the test runner's last line is kept and stands at the very end."""

    step: Step
    code: int
    seconds: float
    closing: str


def checks(platforms: list[str]) -> list[Step]:
    """Return the checks that read the code without running it."""
    # what differs by system is in the program; its tests are looked at for this system
    types = [
        Step(
            f"types for {platform}",
            [
                *("-m", "mypy", "--platform", platform, "--cache-dir", f".mypy_cache/{platform}"),
                *([] if platform == sys.platform else ["src/mdtdesk"]),
            ],
        )
        for platform in platforms
    ]
    return [
        Step("format", ["-m", "ruff", "format", "--check", "."]),
        Step("lint", ["-m", "ruff", "check", "--output-format", "concise", "."]),
        Step(
            "import contracts",
            ["-c", "from importlinter.cli import lint_imports_command as c; c()"],
        ),
        *types,
    ]


def perform(step: Step, environment: dict[str, str]) -> Result:
    """Run one step; a live one speaks as it goes, any other only when it fails."""
    began = time.monotonic()
    child = subprocess.Popen(
        [str(PYTHON), *step.arguments],
        cwd=ROOT,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    )
    assert child.stdout is not None
    lines: list[str] = []
    for line in child.stdout:
        lines.append(line.rstrip("\n"))
        if step.live and len(lines) > 1:
            say(lines[-2])
    code = child.wait()
    seconds = time.monotonic() - began
    if code != 0 and not step.live:
        say("\n".join(lines))
    say(f"{'ok  ' if code == 0 else 'FAIL'}  {seconds:6.1f} s  {step.name}")
    return Result(step, code, seconds, lines[-1] if lines else "")


def on_a_screen(step: Step) -> Result:
    """Run one step; tests get a virtual screen that no other step shares."""
    with screen() if step.live else contextlib.nullcontext(dict(os.environ)) as environment:
        return perform(step, environment | {"PYTHONUTF8": "1"})


def perform_all(steps: list[Step], figures: Path | None = None) -> int:
    """Run the steps, say what each promise came to; 0 if all are well.

    Three at a time: a test waits for the disk as often as it works.
    """
    began = time.monotonic()
    with ThreadPoolExecutor(max_workers=3) as pool:
        results = list(pool.map(on_a_screen, steps))
    say()
    if figures is not None and figures.exists():
        command = [str(PYTHON), str(ROOT / "tests/promises.py"), str(figures)]
        say(subprocess.run(command, stdout=subprocess.PIPE, encoding="utf-8", check=False).stdout)
    failed = [result.step.name for result in results if result.code != 0]
    say(
        f"{time.monotonic() - began:.0f} s in all; "
        + (f"failed: {', '.join(failed)}" if failed else "all well")
    )
    for result in results:
        if result.step.live:
            say(f"{result.step.name}: {result.closing}")
    if counted := total([result.closing for result in results if result.step.live]):
        say(f"{counted} in {time.monotonic() - began:.2f}s")
    return 1 if failed else 0


def total(closings: list[str]) -> str:
    """Return the sum of the test runner's last lines, as it words them: 4 passed, 1 failed."""
    counts: dict[str, int] = {}
    for number, word in re.findall(r"(\d+) (passed|failed|errors?|skipped)", "\n".join(closings)):
        counts[word] = counts.get(word, 0) + int(number)
    return ", ".join(f"{number} {word}" for word, number in counts.items())


def check() -> int:
    """Run the quick checks, for this system only."""
    set_up(for_tests=False)
    shape = ["-m", "pytest", "-q", "tests/test_architecture.py", "tests/test_catalogue.py"]
    return perform_all([*checks([sys.platform]), Step("shape and words", shape)])


def test(*, long: bool) -> int:
    """Run every check and every test."""
    if missing := set_up(for_tests=True):
        say(f"The tests need more than is installed here. As root:\n{apt_line(missing)}")
        return MISSING
    folder = tempfile.TemporaryDirectory()
    figures = Path(folder.name) / "figures"
    runner = ["-m", "pytest", f"--figures={figures}", *(["--long"] if long else [])]
    parts = dict(PARTS)
    named = [folder for folders in parts.values() for folder in folders]
    parts["all other tests"] = ["tests", *(f"--ignore={folder}" for folder in named)]
    steps = [Step(name, [*runner, *of], live=True) for name, of in parts.items()]
    with folder:
        return perform_all([*steps, *checks(["linux", "win32", "darwin"])], figures)


def make_rivals() -> None:
    """Install what the bench measures beside; a row whose program is not there says so."""
    say("Installing what is measured beside: fpdf2, Typst, WeasyPrint, LibreOffice")
    install_packages([] if shutil.which("soffice") else ["libreoffice-writer-nogui"])
    venv, lock = ROOT / ".venv-bench", ROOT / "tests/bench/requirements.lock"
    for command in (
        [sys.executable, "-m", "venv", str(venv)],
        [
            str(venv / "bin/python"),
            "-m",
            "pip",
            "install",
            "-q",
            "--require-hashes",
            "-r",
            str(lock),
        ],
    ):
        subprocess.run(command, check=False)


def bench(*, full: bool) -> int:
    """Measure, print the ratios and write bench/results.md."""
    set_up(for_tests=True)
    if full:
        make_rivals()
    command = [str(PYTHON), "-m", "bench.run", *(["--full"] if full else [])]
    with screen() as environment:
        return subprocess.run(command, cwd=ROOT / "tests", env=environment, check=False).returncode


def package(parts: list[str]) -> int:
    """Build the packages into dist/."""
    set_up(for_tests=False)
    command = [str(PYTHON), str(ROOT / "packaging/build.py"), *parts]
    return subprocess.run(command, cwd=ROOT, check=False).returncode


def main(argv: list[str]) -> int:
    """Take the verb and its options; what stands after -- goes to mdtdesk."""
    own, rest = (
        (argv[: argv.index("--")], argv[argv.index("--") + 1 :]) if "--" in argv else (argv, None)
    )
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    verbs = parser.add_subparsers(dest="verb", required=True)
    verbs.add_parser("setup")
    verbs.add_parser("run").add_argument("--fresh", action="store_true")
    verbs.add_parser("check")
    verbs.add_parser("test").add_argument("--long", action="store_true")
    verbs.add_parser("bench").add_argument("--full", action="store_true")
    verbs.add_parser("package").add_argument("parts", nargs="*")
    options = parser.parse_args(own)
    actions: dict[str, Callable[[], int]] = {
        "setup": lambda: report(set_up(for_tests=True)),
        "run": lambda: run(fresh=options.fresh, arguments=rest),
        "check": check,
        "test": lambda: test(long=options.long),
        "bench": lambda: bench(full=options.full),
        "package": lambda: package(options.parts),
    }
    return actions[options.verb]()


def report(missing: list[str]) -> int:
    """Say how the set-up ended."""
    say("Ready: python3 dev.py run, python3 dev.py test")
    if missing:
        say(f"Still missing, for windows and tests. As root:\n{apt_line(missing)}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
