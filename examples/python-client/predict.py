"""Predicts one patient and a batch, and reads the first prediction's row in the audit trail.

DATASPACE_URL says where the service is, DATASPACE_KEY is the institution's key.
"""

import os
import sys

import httpx
from dataspace_client import AuthenticatedClient
from dataspace_client.api.audit_trail import get_api_v1_audit_prediction_id
from dataspace_client.api.prediction import post_api_v1_predict, post_api_v1_predict_batch
from dataspace_client.models import (
    BatchPredictionRequest,
    PredictedItem,
    PredictionRequest,
    Problem,
    ValidationProblem,
)

PATIENTS = [
    PredictionRequest(
        patient_id="P-1",
        age=75,
        gender="male",
        conditions=["diabetes", "CHF"],
        medications=["metformin"],
        recent_encounters=3,
    ),
    PredictionRequest(
        patient_id="P-2",
        age=40,
        gender="unknown",
        conditions=[],
        medications=[],
        recent_encounters=0,
    ),
]


class Refused(Exception):
    """The service did not do what it was asked; the text says why."""


def told(answer):
    """What the service answered, where it did what it was asked."""
    if isinstance(answer, ValidationProblem):
        raise Refused("; ".join(f"{one.path}: {one.message}" for one in answer.errors))
    if isinstance(answer, Problem):
        raise Refused(f"{answer.status} {answer.detail} (request {answer.request_id})")
    return answer


def predict_all(client):
    first = told(post_api_v1_predict.sync(client=client, body=PATIENTS[0]))
    print(f"{first.patient_id}: {first.probability:.1%}, {first.risk_level}")

    # Items are answered each for itself: a wrong age fails its own item alone.
    wrong = {**PATIENTS[1].to_dict(), "patient_id": "P-3", "age": -1}
    items = [*(patient.to_dict() for patient in PATIENTS), wrong]
    batch = told(
        post_api_v1_predict_batch.sync(client=client, body=BatchPredictionRequest(patients=items))
    )
    for item in batch.results:
        if isinstance(item, PredictedItem):
            unknown = ", ".join(item.prediction.unknown_inputs)
            note = f" (not known: {unknown})" if unknown else ""
            print(f"{item.prediction.patient_id}: {item.prediction.probability:.1%}{note}")
        else:
            print(f"item {item.index}: {item.error.errors[0].message}")

    row = told(get_api_v1_audit_prediction_id.sync(first.prediction_id, client=client))
    print(f"audited as {row.kind} of {row.institution}, patient {row.subject_pseudonym}")


def main():
    url, key = os.environ["DATASPACE_URL"], os.environ["DATASPACE_KEY"]
    # The key goes into a header of its own. Users come with a token instead: AuthenticatedClient(url, token).
    with AuthenticatedClient(url, key, prefix="", auth_header_name="X-API-Key") as client:
        try:
            predict_all(client)
        except Refused as refused:
            sys.exit(f"The service refused: {refused}")
        except httpx.HTTPError as error:
            sys.exit(f"The service cannot be reached: {error}")


if __name__ == "__main__":
    main()
