/** Tools of the platform with pages of their own. */
export const TOOLS = ['Grafana', 'MLflow', 'Airflow', 'Kaapana', 'Prometheus'] as const
