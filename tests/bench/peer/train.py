"""The peer of the training bench: fits the forest once and prints its times as JSON."""

import json
import time

from readmission import forest, training_table

features, labels = training_table()
wall, cpu = time.perf_counter(), time.process_time()
forest().fit(features, labels)
fit_wall, fit_cpu = time.perf_counter() - wall, time.process_time() - cpu
print(
    json.dumps(
        {
            "rows": len(labels),
            "fitWallMs": fit_wall * 1000,
            "fitCpuMs": fit_cpu * 1000,
            "processCpuMs": time.process_time() * 1000,
        }
    )
)
