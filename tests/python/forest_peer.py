"""scikit-learn's side of a comparison: fits on some rows of a table and scores others.

Standard input: JSON {kind: 'tree' | 'forest', settings, rows, labels, train, test}; standard output:
JSON list of the probabilities of class 1 of the test rows. `settings` are the project's names.
"""

import json
import sys

import numpy as np
from sklearn.ensemble import RandomForestClassifier
from sklearn.tree import DecisionTreeClassifier

order = json.load(sys.stdin)
rows = np.array(order["rows"], dtype=np.float64)
labels = np.array(order["labels"])
settings = order["settings"]
shared = {
    "max_depth": settings["maxDepth"],
    "min_samples_leaf": settings["minLeaf"],
    "class_weight": "balanced",
    "random_state": settings["seed"],
}
if order["kind"] == "tree":
    model = DecisionTreeClassifier(**shared)
else:
    model = RandomForestClassifier(
        settings["trees"], max_features=settings["featuresPerSplit"], n_jobs=1, **shared
    )
model.fit(rows[order["train"]], labels[order["train"]])
json.dump(model.predict_proba(rows[order["test"]])[:, 1].tolist(), sys.stdout)
