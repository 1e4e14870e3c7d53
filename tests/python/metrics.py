"""The figures of app/evaluation by scikit-learn, NumPy and SciPy, from cases on standard input.

Input: a JSON list of {labels, scores, probabilities, weights, shares, bins}.
Output: a JSON list of the same length. What scikit-learn has is taken from it; bins, capacity
and PSI are written here a second time, another way (ranks and explicit permutations).
"""

import json
import sys

import numpy as np
from scipy.stats import binomtest, rankdata
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import (
    average_precision_score,
    brier_score_loss,
    log_loss,
    roc_auc_score,
    roc_curve,
)


def ece(y, p, bins, binning):
    place = (rankdata(p) - 0.5) / len(p) if binning == "frequency" else p
    index = np.minimum(bins - 1, np.floor(place * bins).astype(int))
    return float(
        sum(
            (index == b).mean() * abs(p[index == b].mean() - y[index == b].mean())
            for b in np.unique(index)
        )
    )


def recall_at(y, s, share):
    """Mean over many orders of the ties would be slow; each row's chance to be taken is exact."""
    k = max(1, int(np.floor(share * len(y) + 0.5)))
    cut = np.sort(s)[::-1][k - 1]
    above, at = s > cut, s == cut
    chance = above + at * (k - above.sum()) / at.sum()
    return float((chance * y).sum() / y.sum()), float((chance * y).sum() / k)


def slope(y, p):
    q = np.clip(p, 1e-6, 1 - 1e-6)
    x = np.log(q / (1 - q)).reshape(-1, 1)
    fit = LogisticRegression(C=np.inf, solver="newton-cholesky", tol=1e-13, max_iter=1000)
    fit.fit(x, y)
    return [float(fit.coef_[0, 0]), float(fit.intercept_[0])]


def figures(case):
    y = np.array(case["labels"])
    s = np.array(case["scores"])
    p = np.array(case["probabilities"])
    w = np.array(case["weights"])
    fpr, tpr, _ = roc_curve(y, s, drop_intermediate=False)
    wilson = binomtest(int(y.sum()), len(y)).proportion_ci(0.95, method="wilson")
    return {
        "auc": float(roc_auc_score(y, s)),
        "aucWeighted": float(roc_auc_score(y, s, sample_weight=w)),
        "averagePrecision": float(average_precision_score(y, s)),
        "averagePrecisionWeighted": float(average_precision_score(y, s, sample_weight=w)),
        "brier": float(brier_score_loss(y, p)),
        "brierWeighted": float(brier_score_loss(y, p, sample_weight=w)),
        "logLoss": float(log_loss(y, p)),
        "logLossWeighted": float(log_loss(y, p, sample_weight=w)),
        "eceFrequency": ece(y, p, case["bins"], "frequency"),
        "eceWidth": ece(y, p, case["bins"], "width"),
        "capacity": [recall_at(y, s, share) for share in case["shares"]],
        "recalibration": slope(y, p),
        "roc": [fpr.tolist(), tpr.tolist()],
        "wilson": [wilson.low, wilson.high],
    }


json.dump([figures(case) for case in json.load(sys.stdin)], sys.stdout)
