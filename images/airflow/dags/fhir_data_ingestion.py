"""Daily: a new version of the institutions' accepted, de-identified FHIR records, if they are in order,
and a check of the whole audit trail, which the gauge audit_chain_intact shows."""

from airflow.sdk import DAG

from dataspace_task import SCHEDULING, dataspace

with DAG("fhir_data_ingestion", schedule="@daily", tags=["ingestion", "fhir"], **SCHEDULING):
    (
        dataspace("prepare_workspace", "pipeline", "init")
        >> dataspace("fetch_from_institutions", "pipeline", "fetch", retries=2)
        # Refused data are refused the second time as well.
        >> dataspace("validate_fhir", "pipeline", "validate", retries=0)
        >> dataspace("push_data_version", "pipeline", "push", "--message", "Records as of {{ ds }}", retries=2)
    )
    # By itself: neither waits for the other. A chain that is broken fails the task.
    dataspace("verify_audit_trail", "audit", "verify", uses_database=True)
