"""What is done with people; each module is one kind of act."""

from clicksendhub.people.services.arrival import (
    admit_first_admin,
    first_admin_link,
    invite,
    is_untouched,
    join,
    withdraw_invitation,
)
from clicksendhub.people.services.faults import NotAllowed, RightsChanged
from clicksendhub.people.services.passwords import (
    ask_for_reset,
    change_password,
    make_reset_link,
    reset_password,
    send_reset_mail,
)
from clicksendhub.people.services.persons import (
    bring_back,
    deactivate,
    describe_self,
    rights_of,
    set_rights,
)

__all__ = [
    "NotAllowed",
    "RightsChanged",
    "admit_first_admin",
    "ask_for_reset",
    "bring_back",
    "change_password",
    "deactivate",
    "describe_self",
    "first_admin_link",
    "invite",
    "is_untouched",
    "join",
    "make_reset_link",
    "reset_password",
    "rights_of",
    "send_reset_mail",
    "set_rights",
    "withdraw_invitation",
]
