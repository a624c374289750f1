"""What the annual programme goes by. Plain Python."""

from liandu.programme.rules.life import (
    CARRIABLE,
    DECIDED,
    ENDED,
    MONTHS,
    OFFERED,
    OWN,
    PROJECT,
    UNDECIDED,
    UNDERWAY,
    UNTABLED,
    HitAnswer,
    HitKind,
    ProjectDraft,
    ProjectState,
    named_targets,
)
from liandu.programme.rules.running import (
    Grade,
    MilestoneDraft,
    ReportDraft,
    Result,
    last_day,
    months_running,
)

__all__ = [
    "CARRIABLE", "DECIDED", "ENDED", "MONTHS", "OFFERED", "OWN", "PROJECT", "UNDECIDED",
    "UNDERWAY", "UNTABLED", "Grade", "HitAnswer", "HitKind", "MilestoneDraft", "ProjectDraft",
    "ProjectState", "ReportDraft", "Result", "last_day", "months_running", "named_targets",
]  # fmt: skip
