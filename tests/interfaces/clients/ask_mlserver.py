"""Asks the model with MLServer's types and codecs: a table in, a table out."""

import json
import sys

import pandas as pd
import requests
from mlserver.codecs import NumpyRequestCodec, PandasCodec
from mlserver.types import InferenceRequest, InferenceResponse, MetadataModelResponse

url, key, model = sys.argv[1:]
headers = {"X-API-Key": key}
stays = pd.DataFrame(
    {
        "age": [75, 40],
        "num_conditions": [9, 1],
        "num_medications": [20, 2],
        "recent_encounters": [3, 0],
        "gender_encoded": [1, None],
        "patient_id": ["P-1", "P-2"],
    }
)


def ask(request: InferenceRequest) -> InferenceResponse:
    answer = requests.post(
        f"{url}/v2/models/{model}/infer", json=request.model_dump(), headers=headers, timeout=30
    )
    answer.raise_for_status()
    return InferenceResponse.model_validate(answer.json())


table = PandasCodec.decode_response(ask(PandasCodec.encode_request(stays, use_bytes=False)))
columns = ["age", "num_conditions", "num_medications", "recent_encounters", "gender_encoded"]
matrix = NumpyRequestCodec.encode_request(stays[columns].to_numpy(dtype=float))
matrix.inputs[0].name = "features"
by_matrix = PandasCodec.decode_response(ask(matrix))
metadata = requests.get(f"{url}/v2/models/{model}", headers=headers, timeout=30).json()
print(
    json.dumps(
        {
            "columns": list(table.columns),
            "table": table.to_dict(orient="records"),
            "by_matrix": by_matrix["probability"].tolist(),
            "inputs": [one.name for one in MetadataModelResponse.model_validate(metadata).inputs],
        }
    )
)
