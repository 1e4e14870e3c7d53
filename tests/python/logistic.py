"""scikit-learn's LogisticRegression on standardised columns, from cases on standard input."""

import json
import sys

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler


def fit(case):
    x = np.array(case["columns"], dtype=float).T
    y = np.array(case["labels"])
    scaler = StandardScaler().fit(x)
    model = LogisticRegression(
        C=1 / case["penalty"] if case["penalty"] > 0 else np.inf,
        solver="newton-cholesky",
        tol=1e-13,
        max_iter=1000,
    ).fit(scaler.transform(x), y)
    return {
        "coefficients": model.coef_[0].tolist(),
        "intercept": float(model.intercept_[0]),
        "probabilities": model.predict_proba(scaler.transform(x))[:, 1].tolist(),
    }


json.dump([fit(case) for case in json.load(sys.stdin)], sys.stdout)
