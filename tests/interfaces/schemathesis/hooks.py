"""What schemathesis cannot know of the service it asks: which things exist, and what must stay."""

import json
import os

import schemathesis
from schemathesis.core.parameters import ParameterLocation

KNOWN = json.loads(os.environ["KNOWN"])
PATH = "/api/v1/admin/users/{id}"
asked = 0


@schemathesis.hook
def before_call(context, case, **kwargs):
    """Puts a thing that exists into every second valid path that names one, and spares the users in use."""
    global asked
    parameters = case.path_parameters
    if not parameters:
        return
    asked += 1
    valid = case.meta is None or not case.meta.is_negative_at(ParameterLocation.PATH)
    for name in ("prediction_id", "pseudonym", "name"):
        if name in parameters and valid and asked % 2 == 0:
            parameters[name] = KNOWN[name]
    if case.operation.path.startswith(PATH) and spares(parameters.get("id")):
        parameters["id"] = 2147483647


def spares(value):
    """Whether a path names a user whose credential the run comes with, in any writing of the number."""
    try:
        return int(float(value)) in KNOWN["users"]
    except (TypeError, ValueError, OverflowError):
        return str(value).lower() == "true"
