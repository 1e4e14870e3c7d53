"""Daily: whether patients or outcomes have drifted from what the model learned; if so, a retraining."""

from airflow.providers.standard.operators.trigger_dagrun import TriggerDagRunOperator
from airflow.sdk import DAG

from dataspace_task import SCHEDULING, dataspace

with DAG("drift_check", schedule="@daily", tags=["drift"], **SCHEDULING):
    # Ends with 1 where there is drift: the task is then skipped, and a retraining begins. A check that
    # could not be made fails, and begins none.
    check = dataspace("check_drift", "drift", "check", skip_on_exit_code=1, uses_database=True)
    retrain = TriggerDagRunOperator(
        task_id="retrain",
        trigger_dag_id="model_retraining",
        trigger_rule="all_skipped",
        do_xcom_push=False,
    )
    check >> retrain
