"""What people fill in about committees."""

from liandu.committees.forms.committees import (
    AppointForm,
    CommitteeForm,
    MembersForm,
    NewCommitteeForm,
    SuccessorForm,
    TermForm,
)
from liandu.committees.forms.mechanisms import (
    AdoptForm,
    MechanismForm,
    NewMechanismForm,
    PublishForm,
)

__all__ = [
    "AdoptForm",
    "AppointForm",
    "CommitteeForm",
    "MechanismForm",
    "MembersForm",
    "NewCommitteeForm",
    "NewMechanismForm",
    "PublishForm",
    "SuccessorForm",
    "TermForm",
]
