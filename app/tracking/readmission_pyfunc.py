"""The readmission model for MLflow's pyfunc interface: scores as the service does, from its file.

MLflow loads this module beside the model file and calls `_load_pyfunc`. Nothing is unpickled: the
file is JSON, sealed by its own SHA-256. Every sum runs in the order of the service's, so that both
give the same bits (app/forest/predictor.ts and app/forest/calibration.ts).
"""

import hashlib
import json

import numpy as np
import pandas as pd

FEATURES = ("age", "num_conditions", "num_medications", "recent_encounters", "gender_encoded")
BOUNDS = {
    "age": (0, 120),
    "num_conditions": (0, 200),
    "num_medications": (0, 200),
    "recent_encounters": (0, 365),
    "gender_encoded": (0, 1),
}

_OPENING = b'"sha256":"'
_CLOSING = b'"}}\n'
_DIGEST_LENGTH = 64


def _load_pyfunc(data_path):
    """What MLflow calls with the path of the model file."""
    with open(data_path, "rb") as file:
        return ReadmissionModel(file.read())


def _check_seal(content):
    """Refuses a file that is truncated or was changed by as much as one bit."""
    end = len(content) - len(_CLOSING)
    start = end - _DIGEST_LENGTH - len(_OPENING)
    digest = content[end - _DIGEST_LENGTH : end]
    sealed = start > 0 and content[start:].startswith(_OPENING) and content[end:] == _CLOSING
    if not sealed:
        raise ValueError("The model file does not end with its SHA-256; is it truncated?")
    wanted = hashlib.sha256(content[:start] + _OPENING + _CLOSING).hexdigest()
    if wanted.encode() != digest:
        raise ValueError("The model file does not match its SHA-256; it was changed")


class ReadmissionModel:
    """One column a feature in; class-balanced score, calibrated probability and level out."""

    def __init__(self, content):
        _check_seal(content)
        model = json.loads(content)
        self._manifest = model["dataspace"]
        if self._manifest["schema"] != 1 or tuple(self._manifest["features"]) != FEATURES:
            raise ValueError("The model file follows another schema than this module reads")
        self._flatten([tree["root"] for tree in model["baseModel"]["estimators"]])

    def predict(self, model_input, params=None):
        """Scores a table; a missing gender is averaged over both, all else must be there."""
        columns = [self._column(model_input, feature) for feature in FEATURES]
        values = np.column_stack(columns) if len(model_input) else np.empty((0, len(FEATURES)))
        score = self._score(values)
        probability = self._calibrate(score)
        thresholds = self._manifest["thresholds"]
        level = np.where(
            probability >= thresholds["high"],
            "HIGH",
            np.where(probability >= thresholds["medium"], "MEDIUM", "LOW"),
        )
        return pd.DataFrame(
            {"score": score, "probability": probability, "risk_level": level.astype(object)},
            index=model_input.index,
        )

    def _flatten(self, roots):
        """Trees in flat arrays; the children of a node are neighbours, a leaf is its own child."""
        feature, threshold, left, value = [], [], [], []

        def add(node):
            at = len(left)
            is_leaf = "distribution" in node
            feature.append(0 if is_leaf else node["splitColumn"])
            threshold.append(np.inf if is_leaf else node["splitValue"])
            left.append(at)
            value.append(node["distribution"][0][1] if is_leaf else node["value"])
            return at

        self._roots = []
        self._depth = 0
        for root in roots:
            at = add(root)
            self._roots.append(at)
            unvisited = [(root, at, 0)]
            while unvisited:
                node, at, depth = unvisited.pop()
                self._depth = max(self._depth, depth)
                if "distribution" in node:
                    continue
                left[at] = add(node["left"])
                add(node["right"])
                unvisited.append((node["left"], left[at], depth + 1))
                unvisited.append((node["right"], left[at] + 1, depth + 1))
        self._feature = np.array(feature)
        self._threshold = np.array(threshold, dtype=np.float64)
        self._left = np.array(left)
        self._value = np.array(value, dtype=np.float64)

    def _column(self, table, feature):
        column = pd.to_numeric(table[feature]).to_numpy(dtype=np.float64, na_value=np.nan)
        low, high = BOUNDS[feature]
        allowed = (column >= low) & (column <= high) & (column == np.floor(column))
        if feature == "gender_encoded":
            allowed |= np.isnan(column)
        if allowed.all():
            return column
        got = column[~allowed][0]
        raise ValueError(f"{feature}: got {got:g}, allowed whole numbers {low} to {high}")

    def _score(self, values):
        unknown = np.isnan(values[:, -1])
        male_share = self._manifest["maleShare"]
        score = np.zeros(len(values))
        self._add(score, values, ~unknown, 1.0)
        for gender, weight in ((0, 1 - male_share), (1, male_share)):
            as_gender = values.copy()
            as_gender[:, -1] = gender
            self._add(score, as_gender, unknown, weight)
        return score

    def _add(self, score, values, rows, weight):
        """Adds each tree's leaf in turn, scaled first: sums of doubles depend on the order."""
        chosen = np.flatnonzero(rows)
        if len(chosen) == 0:
            return
        values = values[chosen]
        scale = weight / len(self._roots)
        row = np.arange(len(chosen))
        sums = score[chosen]
        for root in self._roots:
            node = np.full(len(chosen), root)
            for _ in range(self._depth):
                right = values[row, self._feature[node]] >= self._threshold[node]
                node = self._left[node] + right
            sums += scale * self._value[node]
        score[chosen] = sums

    def _calibrate(self, score):
        calibration = self._manifest["calibration"]
        if calibration["method"] == "prior":
            readmitted = score * calibration["prevalence"]
            return readmitted / (readmitted + (1 - score) * (1 - calibration["prevalence"]))
        scores = np.array(calibration["isotonic"]["scores"], dtype=np.float64)
        probabilities = np.array(calibration["isotonic"]["probabilities"], dtype=np.float64)
        if len(scores) == 1:
            return np.full(len(score), probabilities[0])
        low = np.clip(np.searchsorted(scores, score, side="right") - 1, 0, len(scores) - 2)
        with np.errstate(divide="ignore", invalid="ignore"):
            share = (score - scores[low]) / (scores[low + 1] - scores[low])
            between = probabilities[low] + share * (probabilities[low + 1] - probabilities[low])
        within = np.where(score >= scores[-1], probabilities[-1], between)
        return np.where(score <= scores[0], probabilities[0], within)
