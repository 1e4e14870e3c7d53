"""What schemathesis cannot know of the service it asks: which things exist, and what must stay."""

import json
import os

import schemathesis
from schemathesis.core.parameters import ParameterLocation

KNOWN = json.loads(os.environ["KNOWN"])
USERS = "/api/v1/admin/users/{id}"
STORED_PATIENT = "/api/v1/predict/patient/{id}"
asked = 0


@schemathesis.hook
def before_call(context, case, **kwargs):
    """
    Puts what exists, and times that are right, into every second request whose values are valid, so
    that routes are asked beyond their 404; and spares the users whose credentials are in use.
    """
    global asked
    asked += 1
    parameters = case.path_parameters or {}
    if asked % 2 == 0:
        for location, values in (
            (ParameterLocation.PATH, parameters),
            (ParameterLocation.QUERY, case.query),
            (ParameterLocation.BODY, case.body),
        ):
            if isinstance(values, dict) and not is_negative(case, location):
                values.update({name: KNOWN["values"][name] for name in values if name in KNOWN["values"]})
        if case.operation.path == STORED_PATIENT and not is_negative(case, ParameterLocation.PATH):
            parameters["id"] = KNOWN["patient"]
    if case.operation.path.startswith(USERS) and spares(parameters.get("id")):
        parameters["id"] = 2147483647


def is_negative(case, location):
    """Whether the values of a place were made wrong on purpose."""
    return case.meta is not None and case.meta.is_negative_at(location)


def spares(value):
    """Whether a path names a user whose credential the run comes with, in any writing of the number."""
    try:
        return int(float(value)) in KNOWN["users"]
    except (TypeError, ValueError, OverflowError):
        return str(value).lower() == "true"
