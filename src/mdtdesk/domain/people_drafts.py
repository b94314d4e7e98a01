# SPDX-License-Identifier: MIT
"""What goes into the commands about people who are in the store already.

Passwords are kept nowhere: they are not compared, so that no trace of them is among the arguments
of a command.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from mdtdesk.domain.ids import new_id


@dataclass(frozen=True, slots=True)
class NamedDraft:
    """How a person is called: name, title, discipline, all as they are to be."""

    person_id: str
    name: str
    title: str = ""
    discipline: str = ""
    command_id: str = field(default_factory=new_id)


@dataclass(frozen=True, slots=True)
class RolesDraft:
    """The roles a person holds from now on.

    by, password  the administrator who agrees to a change of one's own roles, and the password
                  that proves it; empty where another person's roles are changed
    """

    person_id: str
    roles: tuple[str, ...]
    by: str = ""
    password: str = field(default="", repr=False, compare=False)
    command_id: str = field(default_factory=new_id)


@dataclass(frozen=True, slots=True)
class PersonStepDraft:
    """A person who is disabled, or whose password an administrator gives anew.

    password  the one-time password; none for who is disabled. The caller, who holds the key,
              writes it into the key file once the command is committed
    """

    person_id: str
    password: str = field(default="", repr=False, compare=False)
    command_id: str = field(default_factory=new_id)
