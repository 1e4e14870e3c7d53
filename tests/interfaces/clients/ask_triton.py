"""Asks the model as users of Triton do, with tritonclient as it is: binary tensors by default."""

import json
import sys

import numpy as np
import tritonclient.http as http
from tritonclient.utils import InferenceServerException

address, key, model, version = sys.argv[1:]
headers = {"X-API-Key": key}
client = http.InferenceServerClient(address)


def tensor(name, values, datatype, binary=True):
    array = np.array(values)
    made = http.InferInput(name, list(array.shape), datatype)
    return made.set_data_from_numpy(array, binary_data=binary)


def stays(binary=True):
    return [
        tensor("age", np.array([75, 40], dtype=np.int64), "INT64", binary),
        tensor("num_conditions", np.array([9, 1], dtype=np.int32), "INT32", binary),
        tensor("num_medications", np.array([[20], [2]], dtype=np.uint8), "UINT8", binary),
        tensor("recent_encounters", np.array([3, 0], dtype=np.float32), "FP32", binary),
        tensor("gender_encoded", np.array([1.0, np.nan if binary else 0.0]), "FP64", binary),
        tensor("patient_id", np.array(["P-1", "Pätient 2"], dtype=object), "BYTES", binary),
    ]


def listed(result, *names):
    found = {name: result.as_numpy(name).tolist() for name in names}
    for name in ("risk_level", "prediction_id"):
        if name in found:
            found[name] = [
                one.decode() if isinstance(one, bytes) else one for one in found[name]
            ]
    return found


def refusal(ask):
    try:
        ask()
    except InferenceServerException as error:
        return [error.status(), error.message()]
    return None


def infer(inputs, **more):
    return client.infer(model, inputs, headers=dict(headers), **more)


matrix = tensor(
    "features", np.array([[75, 9, 20, 3, 1], [40, 1, 2, 0, np.nan]], dtype=np.float64), "FP64"
)
wanted = [
    http.InferRequestedOutput("probability", binary_data=False),
    http.InferRequestedOutput("contributions"),
]
binary = infer(stays(), request_id="42", model_version=version)
explained = infer([matrix], outputs=wanted)
print(
    json.dumps(
        {
            "live": client.is_server_live(),
            "ready": client.is_server_ready(),
            "model_ready": client.is_model_ready(model, version, headers=headers),
            "no_model_ready": client.is_model_ready("other", headers=headers),
            "server": client.get_server_metadata(),
            "model": client.get_model_metadata(model, headers=headers),
            "id": binary.get_response()["id"],
            "version": binary.get_response()["model_version"],
            "binary": listed(binary, "probability", "score", "risk_level", "prediction_id"),
            "json": listed(infer(stays(binary=False), outputs=wanted[:1]), "probability"),
            "explained": listed(explained, "probability", "contributions"),
            "baseline": explained.get_output("contributions")["parameters"]["baseline"],
            "without_key": refusal(lambda: client.infer(model, stays())),
            "other_version": refusal(lambda: infer(stays(), model_version="999")),
            "without_age": refusal(lambda: infer(stays()[1:])),
            "compressed": refusal(lambda: infer(stays(), request_compression_algorithm="gzip")),
        }
    )
)
