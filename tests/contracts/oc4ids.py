"""What OC4IDS 0.9.5 says of the fields that we write, in a few words of JSON Schema.

After project-package-schema.json and project-schema.json of the standard; stricter where these
let other fields pass: what is not here we do not write.
"""

from typing import Any

import jsonschema_rs

TEXT = {"type": "string", "minLength": 1}
MOMENT = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?[+-]\d\d:\d\d$"}
VALUE = {"amount": {"type": "number"}, "currency": {"const": "CNY"}}


def thing(needed: str, **fields: Any) -> dict[str, Any]:
    """Return an object with these fields and no others, not an empty one."""
    return {
        "type": "object", "properties": fields, "required": needed.split(), "minProperties": 1,
        "additionalProperties": False,
    }  # fmt: skip


def several(of: Any) -> dict[str, Any]:
    """Return a list that is not empty and says nothing twice."""
    return {"type": "array", "items": of, "minItems": 1, "uniqueItems": True}


SUM = thing("amount currency", **VALUE)
REFERENCE = thing("id name", id=TEXT, name=TEXT)
PERIOD = thing("", startDate=MOMENT, endDate=MOMENT)
MILESTONE = thing(
    "id", id=TEXT, title=TEXT, type={"enum": ["approval", "delivery"]},
    code={"enum": ["projectApproval", "commencement", "completion", "commissioning"]},
    dueDate=MOMENT, dateMet=MOMENT, status={"enum": ["scheduled", "met", "notMet"]}, value=SUM,
)  # fmt: skip
SUMMARY = thing(
    "", externalReference=TEXT, title=TEXT,
    nature=several({"enum": ["design", "construction", "supervision"]}),
    status={"enum": ["pre-award", "active", "closed"]},
    tender=thing("", costEstimate=SUM, numberOfTenderers={"type": "number"}, datePublished=MOMENT,
                 tenderers=several(REFERENCE)),
    suppliers=several(REFERENCE), contractValue=SUM, finalValue=SUM,
    modifications=several(thing(
        "id", id=TEXT, date=MOMENT, description=TEXT, rationale=TEXT, oldContractValue=SUM,
        newContractValue=SUM,
    )),
    transactions=several(thing("id", id=TEXT, date=MOMENT, value=SUM, payee=REFERENCE)),
)  # fmt: skip
PROJECT = thing(
    "id", id=TEXT, title=TEXT, description=TEXT, identifiers=several(thing("id", id=TEXT,
                                                                         scheme=TEXT)),
    status={"enum": ["identification", "preparation", "implementation", "completion", "maintenance",
                     "decommissioning", "decommissioned", "cancelled"]},
    additionalClassifications=several(thing("", scheme=TEXT, id=TEXT, description=TEXT)),
    publicAuthority=REFERENCE, budget=thing("", amount=SUM), period=PERIOD,
    locations=several(thing(
        "id", id=TEXT, description=TEXT,
        gazetteer=thing("", scheme={"const": "CN-GBT2260"}, identifiers=several(TEXT)),
        address=thing("", region=TEXT, countryName=TEXT),
    )),
    parties=several(thing("", id=TEXT, name=TEXT, roles=several(
        {"enum": ["publicAuthority", "buyer", "administrativeEntity", "supplier", "payee",
                  "tenderer"]}
    ))),
    milestones=several(MILESTONE),
    contractingProcesses=several(thing("id", id=TEXT, summary=SUMMARY)),
)  # fmt: skip
PACKAGE = thing(
    "uri publisher publishedDate projects version", uri={"type": "string", "pattern": "^http"},
    version={"const": "0.9"}, publishedDate=MOMENT, projects=several(PROJECT),
    publisher=thing("name", name=TEXT, uri=TEXT),
)  # fmt: skip


def check(package: Any) -> None:
    """Pass a package that is one.

    :raises jsonschema_rs.ValidationError: otherwise
    """
    jsonschema_rs.validate(PACKAGE, package)
