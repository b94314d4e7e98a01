# SPDX-License-Identifier: MIT
"""A second start on the same store by the same account brings the first window to the front."""

from __future__ import annotations

import getpass
import hashlib
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

_PATIENCE_MS = 1_000


class Instance(QObject):
    """Listens while this window has a store; ``called`` when another start asks for it."""

    called = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._answer)

    def listen(self, directory: Path) -> None:
        """Be the window of a store; a name left by a killed window is taken over."""
        name = _name(directory)
        if self._server.serverName() == name and self._server.isListening():
            return
        self._server.close()
        if not call(directory):
            QLocalServer.removeServer(name)
            self._server.listen(name)

    def follow(self, directory: Path | None) -> None:
        """Be the window of the store that is chosen, or of none."""
        if directory is not None:
            self.listen(directory)
        else:
            self.close()

    def close(self) -> None:
        """Stop listening."""
        self._server.close()

    def _answer(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            socket.disconnected.connect(socket.deleteLater)
            socket.disconnectFromServer()
            self.called.emit()


def call(directory: Path) -> bool:
    """Ask the window that has this store to come to the front; False if there is none."""
    socket = QLocalSocket()
    socket.connectToServer(_name(directory))
    found = socket.waitForConnected(_PATIENCE_MS)
    socket.abort()
    return found


def _name(directory: Path) -> str:
    who = f"{getpass.getuser()} {directory.resolve()}"
    return "mdtdesk-" + hashlib.sha256(who.encode()).hexdigest()[:24]
