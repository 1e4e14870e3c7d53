"""Reads [service, operation] pairs of the AWS command line; writes the options that each has, or null."""

import json
import sys

from botocore import xform_name
from botocore.session import get_session

session = get_session()


def options_of(service, operation):
    """Names of an operation's parameters as options; None where there is no such operation."""
    if service not in session.get_available_services():
        return None
    model = session.get_service_model(service)
    for name in model.operation_names:
        if xform_name(name, "-") == operation:
            shape = model.operation_model(name).input_shape
            return [xform_name(member, "-") for member in (shape.members if shape else {})]
    return None


json.dump([options_of(*pair) for pair in json.load(sys.stdin)], sys.stdout)
