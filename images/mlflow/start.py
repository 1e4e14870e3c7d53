"""Starts the MLflow server from its environment, after checking all of it at once.

Neither the database's password nor anything else that is secret becomes an argument or a variable of
a process: `ps` and /proc would show it. It comes in libpq's service file, which PGSERVICEFILE names
(https://www.postgresql.org/docs/18/libpq-pgservice.html), or alone, in DATABASE_PASSWORD_FILE. MLflow's own settings by environment (https://mlflow.org/docs/latest/cli.html)
stay as they are; what is listed here is required or has another default.
"""

import os
import sys
import tempfile
from urllib.parse import parse_qs, urlsplit

# Its job runner starts eight processes that nothing here uses, and takes 200 MB.
DEFAULTS = {"MLFLOW_SERVER_ENABLE_JOB_EXECUTION": "false", "MLFLOW_DISABLE_TELEMETRY": "true"}


def read_password(environment, problems):
    """The database's password from its file: a secret of the platform is handed over as one."""
    path = environment.get("DATABASE_PASSWORD_FILE")
    if not path:
        return None
    try:
        with open(path, encoding="utf-8") as file:
            password = file.read().rstrip("\r\n")
    except OSError as error:
        problems.append(f"DATABASE_PASSWORD_FILE: {path} cannot be read ({error.strerror})")
        return None
    if not password:
        problems.append(f"DATABASE_PASSWORD_FILE: {path} is empty")
    return password


def keep_password(password):
    """Writes libpq's password file, for whichever server; only this user may read it."""
    escaped = password.replace("\\", "\\\\").replace(":", "\\:")
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", prefix="pgpass-", delete=False) as file:
        file.write(f"*:*:*:*:{escaped}\n")
    return file.name


def check_store(environment, problems):
    """Where runs and versions are kept."""
    name = "MLFLOW_BACKEND_STORE_URI"
    store = environment.get(name, "")
    scheme, _, rest = store.partition(":")
    if scheme == "sqlite":
        return
    if scheme not in ("postgresql", "postgresql+psycopg2"):
        wanted = "postgresql://user@host:5432/name, postgresql:///?service=name, or sqlite:///path for a trial"
        problems.append(f"{name}: must be {wanted}")
        return
    # SQLAlchemy 2.1 takes the bare name for psycopg 3, which is not installed.
    environment[name] = f"postgresql+psycopg2:{rest}"
    parts = urlsplit(f"postgresql:{rest}")
    query = parse_qs(parts.query)
    if parts.password or "password" in query:
        problems.append(f"{name}: holds a password; use DATABASE_PASSWORD_FILE or a service file")
    if "service" in query:
        check_service_file(environment, problems)


def check_service_file(environment, problems):
    """Where libpq finds the named access."""
    path = environment.get("PGSERVICEFILE")
    if not path:
        problems.append("PGSERVICEFILE: required where MLFLOW_BACKEND_STORE_URI names a service")
        return
    try:
        with open(path, encoding="utf-8"):
            pass
    except OSError as error:
        problems.append(f"PGSERVICEFILE: {path} cannot be read ({error.strerror})")


def server_environment(given):
    """The environment that MLflow gets, and what is wrong with the one that was given."""
    problems = []
    environment = {**DEFAULTS, **{name: value for name, value in given.items() if value}}
    check_store(environment, problems)
    if "MLFLOW_ARTIFACTS_DESTINATION" not in environment:
        problems.append("MLFLOW_ARTIFACTS_DESTINATION: required, e.g. s3://bucket/mlflow")
    hosts = environment.get("MLFLOW_SERVER_ALLOWED_HOSTS", "")
    if not hosts or "*" in [host.strip() for host in hosts.split(",")]:
        wanted = "the names clients use, with and without port, comma-separated; not *"
        problems.append(f"MLFLOW_SERVER_ALLOWED_HOSTS: must be {wanted}")
    if environment.get("PGPASSWORD"):
        problems.append("PGPASSWORD: every process shows its variables; use DATABASE_PASSWORD_FILE")
    password = read_password(environment, problems)
    if password and not problems:
        environment["PGPASSFILE"] = keep_password(password)
    return environment, problems


def main():
    environment, problems = server_environment(os.environ)
    if problems:
        lines = [f"MLflow cannot start: {len(problems)} problem(s) in the environment."]
        sys.exit("\n".join(lines + [f"  - {problem}" for problem in problems]))
    host = environment.get("MLFLOW_HOST", "0.0.0.0")
    port = environment.get("MLFLOW_PORT", "5000")
    workers = environment.get("MLFLOW_WORKERS", "1")
    arguments = ["server", "--host", host, "--port", port, "--workers", workers]
    # In this process's place: it is the container's first, and stops the server on SIGTERM.
    os.execvpe("mlflow", ["mlflow", *arguments], environment)


if __name__ == "__main__":
    main()
