"""Weekly: a candidate from the newest version of the data, and the gate's decision on it."""

from airflow.sdk import DAG

from dataspace_task import SCHEDULING, dataspace

# Sundays at three: by then the day's records are in, which at midnight both DAGs would change at once.
with DAG("model_retraining", schedule="0 3 * * 0", tags=["training", "mlflow"], **SCHEDULING):
    (
        dataspace("prepare_workspace", "pipeline", "init")
        >> dataspace("pull_data_version", "pipeline", "pull", retries=2)
        >> dataspace("validate", "pipeline", "validate", retries=0)
        >> dataspace("features", "pipeline", "features", retries=0)
        >> dataspace("train", "pipeline", "train")
        >> dataspace("evaluate", "pipeline", "evaluate")
        >> dataspace("card", "pipeline", "card")
        >> dataspace("register", "pipeline", "register", retries=2)
        >> dataspace("push_version", "pipeline", "push", "--message", "Training of {{ ds }}", retries=2)
        # A refusal is the gate at work: the task is skipped, its log and the audit trail say why.
        >> dataspace("promote", "promote", "--data", ".pipeline/table.csv", skip_on_exit_code=1, uses_database=True)
    )
