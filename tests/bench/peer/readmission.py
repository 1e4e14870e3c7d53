"""The peers' training data and forest: the same five features and settings as the service's."""

import csv
import os

import numpy as np
from sklearn.ensemble import RandomForestClassifier

FEATURES = ["age", "num_conditions", "num_medications", "recent_encounters", "gender_encoded"]


def read_table(path: str) -> tuple[np.ndarray, np.ndarray]:
    """Rows of the shipped CSV: stays that ended in death or hospice are no training rows."""
    with open(path, newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["expired"] == "0"]
    features = np.array(
        [
            [
                int(row["age"]),
                int(row["num_conditions"]),
                int(row["num_medications"]),
                int(row["recent_encounters"]),
                int(row["gender"] == "male"),
            ]
            for row in rows
        ],
        dtype=np.float32,
    )
    return features, np.array([int(row["readmitted"]) for row in rows])


def generate_table(rows: int, seed: int = 42) -> tuple[np.ndarray, np.ndarray]:
    """Rows of the same shape and about the same base rate, where the table is not at hand."""
    random = np.random.default_rng(seed)
    features = np.column_stack(
        [
            random.integers(0, 10, rows) * 10 + 5,
            random.integers(1, 17, rows),
            random.integers(1, 61, rows),
            np.minimum(random.poisson(0.7, rows), 21),
            random.integers(0, 2, rows),
        ]
    ).astype(np.float32)
    logit = -2.7 + 0.25 * features[:, 3] + 0.012 * features[:, 2]
    return features, (random.random(rows) < 1 / (1 + np.exp(-logit))).astype(int)


def training_table() -> tuple[np.ndarray, np.ndarray]:
    """The table named by PEER_TABLE, else generated rows of its length."""
    path = os.environ.get("PEER_TABLE")
    return read_table(path) if path else generate_table(80_000)


def forest() -> RandomForestClassifier:
    """The service's default settings in scikit-learn's words, on one core."""
    return RandomForestClassifier(
        n_estimators=100,
        max_depth=8,
        min_samples_leaf=20,
        max_features="sqrt",
        class_weight="balanced",
        n_jobs=1,
        random_state=42,
    )
