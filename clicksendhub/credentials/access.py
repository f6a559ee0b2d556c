"""Who may do what in an account: the names that views of every app import."""

from clicksendhub.people.access import may, require
from clicksendhub.people.roles import ABILITIES, WITHOUT_ACCOUNT, Ability, Role

__all__ = ["ABILITIES", "WITHOUT_ACCOUNT", "Ability", "Role", "may", "require"]
