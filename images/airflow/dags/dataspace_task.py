"""Tasks that run the `dataspace` command: in pods of the project's image, or as local commands.

DATASPACE_TASKS decides: `kubernetes` (default) or `local`. What a task does is in the command. No
task pushes to XCom: Airflow's database is no place for what patients' data leave behind.
"""

import os
import shlex
from datetime import datetime, timedelta

MODE = os.environ.get("DATASPACE_TASKS", "kubernetes")

#: Folder of the workspace; in a pod, where the shared volume is mounted.
WORKSPACE = os.environ.get("PIPELINE_WORKSPACE", "/workspace")

#: Variables that a pod gets from Airflow's environment. None is a secret.
HANDED_ON = (
    "DATABASE_URL",
    "DATABASE_USERNAME",
    "DRIFT_MIN_CASES",
    "DRIFT_PSI_LIMIT",
    "DRIFT_SLOPE_BOUNDS",
    "DVC_REMOTE_URL",
    "INSTITUTIONS",
    "MLFLOW_MODEL_NAME",
    "MLFLOW_TRACKING_URI",
    "PIPELINE_SOURCES",
)

#: What all DAGs have in common: no run for days that are over, never two runs of one at once.
SCHEDULING = {
    "start_date": datetime(2024, 1, 1),
    "catchup": False,
    "max_active_runs": 1,
    "default_args": {"owner": "healthalliance"},
}


def dataspace(task_id, *words, retries=1, skip_on_exit_code=None, uses_database=False):
    """One task that runs `dataspace <words>` in the workspace and fails unless that ends with 0.

    `skip_on_exit_code` is for commands of which another end is an answer, and no failure.
    `uses_database` is for those that read or write the service's database: where PIPELINE_DATABASE_ACCESS
    names an account for it, no other task runs under that account or sees its secrets.
    """
    common = {
        "task_id": task_id,
        "do_xcom_push": False,
        "retries": retries,
        "retry_delay": timedelta(minutes=5),
        "execution_timeout": timedelta(hours=6),
        "skip_on_exit_code": skip_on_exit_code,
    }
    if MODE == "local":
        return local_task(words, common)
    if MODE == "kubernetes":
        return pod_task(words, common, uses_database)
    raise ValueError(f"DATASPACE_TASKS: got {MODE!r}, allowed 'kubernetes' or 'local'")


def local_task(words, common):
    from airflow.providers.standard.operators.bash import BashOperator

    command = os.environ.get("DATASPACE_COMMAND", "dataspace")
    return BashOperator(bash_command=f"exec {command} {shlex.join(words)}", cwd=WORKSPACE, **common)


def pod_task(words, common, uses_database):
    from airflow.providers.cncf.kubernetes.operators.pod import KubernetesPodOperator
    from kubernetes.client import models as k8s

    access = os.environ.get("PIPELINE_DATABASE_ACCESS") if uses_database else None
    volumes, mounts, secret_files = pod_volumes(k8s, access)
    handed_on = {name: os.environ[name] for name in HANDED_ON if os.environ.get(name)}
    return KubernetesPodOperator(
        name=f"dataspace-{common['task_id'].replace('_', '-')}",
        image=os.environ.get("PIPELINE_IMAGE", "dataspace-pipeline"),
        arguments=list(words),
        namespace=os.environ.get("PIPELINE_NAMESPACE", "pipelines"),
        service_account_name=access or os.environ.get("PIPELINE_SERVICE_ACCOUNT", "pipeline"),
        # Workload identity brings a token of its own; the cluster's API is no business of a stage.
        automount_service_account_token=False,
        env_vars=handed_on | secret_files,
        volumes=volumes,
        volume_mounts=mounts,
        container_resources=k8s.V1ResourceRequirements(
            requests={"cpu": "500m", "memory": "1Gi"},
            limits={"cpu": "2", "memory": os.environ.get("PIPELINE_MEMORY", "2Gi")},
        ),
        security_context=k8s.V1PodSecurityContext(
            run_as_non_root=True,
            run_as_user=10001,
            run_as_group=10001,
            fs_group=10001,
            seccomp_profile=k8s.V1SeccompProfile(type="RuntimeDefault"),
        ),
        container_security_context=k8s.V1SecurityContext(
            allow_privilege_escalation=False,
            read_only_root_filesystem=True,
            capabilities=k8s.V1Capabilities(drop=["ALL"]),
        ),
        # A new node and a large image take their time.
        startup_timeout_seconds=600,
        get_logs=True,
        on_finish_action="delete_pod",
        **common,
    )


def pod_volumes(k8s, access):
    """The workspace, room for temporary files, and secrets as files: never through Airflow."""
    claim = os.environ.get("PIPELINE_VOLUME_CLAIM", "pipeline-workspace")
    shared = k8s.V1PersistentVolumeClaimVolumeSource(claim_name=claim)
    volumes = [
        k8s.V1Volume(name="workspace", persistent_volume_claim=shared),
        k8s.V1Volume(name="tmp", empty_dir=k8s.V1EmptyDirVolumeSource()),
    ]
    mounts = [
        k8s.V1VolumeMount(name="workspace", mount_path=WORKSPACE),
        k8s.V1VolumeMount(name="tmp", mount_path="/tmp"),
    ]
    if access:
        return with_database_access(k8s, access, volumes, mounts)
    secret = os.environ.get("PIPELINE_SECRET")
    if not secret:
        return volumes, mounts, {}
    source = k8s.V1SecretVolumeSource(secret_name=secret, default_mode=0o440)
    volumes.append(k8s.V1Volume(name="secrets", secret=source))
    mounts.append(k8s.V1VolumeMount(name="secrets", mount_path="/secrets", read_only=True))
    keys = os.environ.get("PIPELINE_SECRET_KEYS", "DATABASE_PASSWORD,AUDIT_KEY").split(",")
    return volumes, mounts, {f"{key}_FILE": f"/secrets/{key}" for key in keys}


def with_database_access(k8s, access, volumes, mounts):
    """Secrets of the service from the cloud's store of secrets, and the database's authorities: both by one name."""
    driver = k8s.V1CSIVolumeSource(
        driver="secrets-store.csi.k8s.io",
        read_only=True,
        volume_attributes={"secretProviderClass": access},
    )
    volumes += [
        k8s.V1Volume(name="secrets", csi=driver),
        k8s.V1Volume(name="database", config_map=k8s.V1ConfigMapVolumeSource(name=access)),
    ]
    mounts += [
        k8s.V1VolumeMount(name="secrets", mount_path="/secrets", read_only=True),
        k8s.V1VolumeMount(name="database", mount_path="/etc/dataspace/database", read_only=True),
    ]
    keys = os.environ["PIPELINE_DATABASE_SECRETS"].split(",")
    return volumes, mounts, {f"{key}_FILE": f"/secrets/{key}" for key in keys}
