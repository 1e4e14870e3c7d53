"""The peer of the HTTP bench: FastAPI and scikit-learn in the way most people write them.

One uvicorn worker, an async route, a pydantic model, predict_proba for each request. It keeps no
audit trail and checks no key: less work than the service does.
"""

import numpy as np
from fastapi import FastAPI
from pydantic import BaseModel, Field

from readmission import forest, training_table

model = forest().fit(*training_table())
app = FastAPI()


class Patient(BaseModel):
    patient_id: str = Field(min_length=1, max_length=128)
    age: int = Field(ge=0, le=120)
    gender: str
    conditions: list[str]
    medications: list[str]
    recent_encounters: int = Field(ge=0)


class Prediction(BaseModel):
    patient_id: str
    readmission_risk: float
    risk_level: str


@app.get("/readyz")
async def ready() -> dict[str, str]:
    return {"status": "ready"}


@app.post("/api/v1/predict")
async def predict(patient: Patient) -> Prediction:
    row = np.array(
        [
            [
                patient.age,
                len(patient.conditions),
                len(patient.medications),
                patient.recent_encounters,
                int(patient.gender == "male"),
            ]
        ],
        dtype=np.float32,
    )
    risk = float(model.predict_proba(row)[0, 1])
    level = "HIGH" if risk >= 0.6 else "MEDIUM" if risk >= 0.4 else "LOW"
    return Prediction(
        patient_id=patient.patient_id, readmission_risk=round(risk, 2), risk_level=level
    )
