"""Prints what Airflow makes of the DAGs in a folder, and the pod that each task asks for, as JSON."""

import json
import sys
from pathlib import Path

from airflow.dag_processing.dagbag import BundleDagBag
from kubernetes.client import ApiClient

folder = sys.argv[1]
# As the reader of DAGs does: files import each other from their own folder.
bag = BundleDagBag(folder, bundle_path=Path(folder), bundle_name="dags")
as_json = ApiClient().sanitize_for_serialization


def task_facts(task):
    facts = {
        "operator": type(task).__name__,
        "downstream": sorted(task.downstream_task_ids),
        "pushes": task.do_xcom_push,
        "retries": task.retries,
        "skipOn": sorted(getattr(task, "skip_on_exit_code", None) or []),
        "triggerRule": str(getattr(task.trigger_rule, "value", task.trigger_rule)),
    }
    if hasattr(task, "build_pod_request_obj"):
        facts["pod"] = as_json(task.build_pod_request_obj())
    return facts


print(
    json.dumps(
        {
            "errors": bag.import_errors,
            "dags": {
                dag.dag_id: {
                    "schedule": dag.schedule,
                    "tags": sorted(dag.tags),
                    "catchup": dag.catchup,
                    "maxActiveRuns": dag.max_active_runs,
                    "tasks": {task.task_id: task_facts(task) for task in dag.tasks},
                }
                for dag in bag.dags.values()
            },
        },
        default=str,
    )
)
