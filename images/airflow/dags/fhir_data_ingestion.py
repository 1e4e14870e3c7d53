"""Daily: a new version of the institutions' accepted, de-identified FHIR records, if they are in order."""

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
