"""Asks the model with KServe's own Python client."""

import asyncio
import json
import sys

import httpx
import numpy as np
from kserve import InferenceRESTClient, InferInput, InferRequest, RESTConfig

url, key, model = sys.argv[1:]
headers = {"X-API-Key": key}


def request(binary):
    columns = {
        "age": np.array([75, 40], dtype=np.int64),
        "num_conditions": np.array([9, 1], dtype=np.int64),
        "num_medications": np.array([20, 2], dtype=np.int64),
        "recent_encounters": np.array([3, 0], dtype=np.int64),
        "gender_encoded": np.array([1.0, np.nan]),
    }
    inputs = []
    for name, values in columns.items():
        tensor = InferInput(name, list(values.shape), "FP64" if values.dtype == float else "INT64")
        tensor.set_data_from_numpy(values, binary_data=binary)
        inputs.append(tensor)
    return InferRequest(model, inputs, request_id="kserve-1")


async def main():
    client = InferenceRESTClient(RESTConfig(protocol="v2"))
    answers = {}
    for binary in (True, False):
        answer = await client.infer(url, request(binary), model_name=model, headers=dict(headers))
        answers["binary" if binary else "json"] = {
            "id": answer.id,
            "model": [answer.model_name, answer.model_version],
            "probability": answer.outputs[0].as_numpy().tolist(),
            "names": [output.name for output in answer.outputs],
        }
    try:
        await client.infer(url, request(True), model_name=model)
    except httpx.HTTPStatusError as error:
        answers["without_key"] = [error.response.status_code, str(error)]
    answers["live"] = await client.is_server_live(url)
    answers["ready"] = await client.is_server_ready(url)
    answers["model_ready"] = await client.is_model_ready(url, model, headers=headers)
    answers["other_ready"] = await client.is_model_ready(url, "other", headers=headers)
    await client.close()
    print(json.dumps(answers))


asyncio.run(main())
