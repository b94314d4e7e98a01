# SPDX-License-Identifier: MIT
"""Light or dark, how large, and Qt's own words: what the settings say, applied to the program."""

from __future__ import annotations

from PySide6.QtCore import QLibraryInfo, QLocale, QObject, Qt, QTranslator
from PySide6.QtWidgets import QApplication

from mdtdesk.settings import Theme
from mdtdesk.ui import fonts, theme
from mdtdesk.ui.desk import Desk


class Appearance(QObject):
    """Applies a choice at once and remembers it."""

    def __init__(self, app: QApplication, desk: Desk) -> None:
        super().__init__(desk)
        self._app = app
        self._desk = desk
        self._words = QTranslator(self)
        fonts.load(app)
        app.styleHints().colorSchemeChanged.connect(self._follow)
        desk.language_changed.connect(self.speak)
        self.speak()
        self.apply()

    def apply(self) -> None:
        """Give the program the theme and scale of the settings."""
        chosen = self._desk.settings.theme
        dark = self._app.styleHints().colorScheme() == Qt.ColorScheme.Dark
        mode = chosen if chosen != "system" else ("dark" if dark else "light")
        theme.apply(self._app, mode, self._desk.settings.scale)
        self._desk.theme_changed.emit()

    def choose(self, chosen: Theme) -> None:
        """Switch to light, dark, or as the system."""
        self._desk.remember(theme=chosen)
        self.apply()

    def zoom(self, step: int) -> None:
        """Go to the next larger or smaller scale; 0 is the usual one."""
        now = self._desk.settings.scale
        larger = [each for each in theme.SCALES if each > now]
        smaller = [each for each in theme.SCALES if each < now]
        scale = 100 if step == 0 else now
        if step > 0 and larger:
            scale = larger[0]
        elif step < 0 and smaller:
            scale = smaller[-1]
        if scale != now:
            self._desk.remember(scale=scale)
            self.apply()
        self._desk.say("shell.scale", percent=scale)

    def speak(self) -> None:
        """Load Qt's words for its own dialogs, and the language's ways with dates and figures."""
        self._app.removeTranslator(self._words)
        chinese = self._desk.language == "zh"
        locale = QLocale("zh_CN" if chinese else "en_GB")
        QLocale.setDefault(locale)
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if chinese and self._words.load("qtbase_zh_CN", folder):
            self._app.installTranslator(self._words)

    def _follow(self) -> None:
        if self._desk.settings.theme == "system":
            self.apply()
