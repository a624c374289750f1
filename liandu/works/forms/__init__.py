"""What people fill in about objects, their links, and what these are set up with."""

from liandu.works.forms.imports import choices_from, columns_from
from liandu.works.forms.objects import (
    AssignForm,
    CheckpointForm,
    LinkPlanForm,
    LinkStepForm,
    NewObjectForm,
    ObjectForm,
    TemplateChoiceForm,
    UploadForm,
    WanField,
)
from liandu.works.forms.setup import LightRulesForm, TemplateForm, TiersForm

__all__ = [
    "AssignForm", "CheckpointForm", "LightRulesForm", "LinkPlanForm", "LinkStepForm",
    "NewObjectForm", "ObjectForm", "TemplateChoiceForm", "TemplateForm", "TiersForm",
    "UploadForm", "WanField", "choices_from", "columns_from",
]  # fmt: skip
