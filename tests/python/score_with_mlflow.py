"""Scores rows with models as MLflow opens them; prints the answers with all their digits."""

import json
import logging
import os
import sys

request = json.load(sys.stdin)
os.environ["MLFLOW_TRACKING_URI"] = request["url"]
os.environ["MLFLOW_ENABLE_ARTIFACTS_PROGRESS_BAR"] = "false"

import mlflow  # noqa: E402
import pandas as pd  # noqa: E402

logging.getLogger("mlflow").setLevel(logging.ERROR)
table = pd.DataFrame(request["rows"], columns=request["features"])
answers = {}
for name, uri in request["models"].items():
    model = mlflow.pyfunc.load_model(uri)
    answers[name] = model.predict(table).to_dict("list")
signature = mlflow.pyfunc.load_model(uri).metadata.signature.to_dict()

refusals = {}
for name, columns in request["refused"].items():
    try:
        model.predict(pd.DataFrame(columns))
        refusals[name] = None
    except Exception as error:
        refusals[name] = str(error)
for name, path in request["damaged"].items():
    try:
        mlflow.pyfunc.load_model(path)
        refusals[name] = None
    except ValueError as error:
        refusals[name] = str(error)

json.dump({"answers": answers, "signature": signature, "refusals": refusals}, sys.stdout)
