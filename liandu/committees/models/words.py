"""What the codes of the rules are called on the page."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from liandu.committees.rules import PostKind, Shape, Share, VoteOf

SHAPES = [
    (Shape.COMMITTEE.value, pgettext_lazy("committee", "Committee")),
    (Shape.JOINT_MEETING.value, pgettext_lazy("committee", "Joint meeting")),
]
POSTS = [
    (PostKind.DIRECTOR.value, pgettext_lazy("committee", "Director")),
    (PostKind.FIRST_DEPUTY.value, _("First deputy director")),
    (PostKind.EXECUTIVE_DEPUTY.value, _("Executive deputy director")),
    (PostKind.DEPUTY.value, _("Deputy director")),
    (PostKind.MEMBER.value, pgettext_lazy("committee", "Member")),
    (PostKind.SECRETARIAT.value, pgettext_lazy("committee", "Secretariat")),
]
SHARES = [
    (Share.MORE_THAN_HALF.value, _("more than half")),
    (Share.TWO_THIRDS.value, _("two thirds at least")),
    (Share.THREE_QUARTERS.value, _("three quarters at least")),
    (Share.ALL.value, _("all of them")),
]
VOTES_OF = [
    (VoteOf.PRESENT.value, _("of the voting members present")),
    (VoteOf.EVERY.value, _("of all voting members")),
]
