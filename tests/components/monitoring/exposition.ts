/** What exporters of a cluster might tell, with two of everything: what is matched wrongly shows. */
export const EXPOSITION = `
container_cpu_usage_seconds_total{namespace="readmission",pod="api-1",container="service",cpu="total"} 10
container_cpu_usage_seconds_total{namespace="readmission",pod="api-2",container="service",cpu="total"} 20
container_cpu_usage_seconds_total{namespace="readmission",pod="api-2",cpu="total"} 21
container_memory_working_set_bytes{namespace="readmission",pod="api-1",container="service"} 2e8
container_memory_working_set_bytes{namespace="readmission",pod="api-2",container="service"} 3e8
kube_pod_container_resource_limits{namespace="readmission",pod="api-1",container="service",resource="cpu",unit="core"} 1
kube_pod_container_resource_limits{namespace="readmission",pod="api-2",container="service",resource="cpu",unit="core"} 1
kube_pod_container_resource_limits{namespace="readmission",pod="api-1",container="service",resource="memory",unit="byte"} 5e8
kube_pod_container_resource_limits{namespace="readmission",pod="api-2",container="service",resource="memory",unit="byte"} 5e8
kube_pod_owner{namespace="readmission",pod="api-1",owner_kind="ReplicaSet",owner_name="api"} 1
kube_pod_owner{namespace="readmission",pod="api-2",owner_kind="ReplicaSet",owner_name="api"} 1
kube_pod_info{namespace="readmission",pod="api-1"} 1
kube_pod_status_phase{namespace="readmission",pod="api-1",phase="Running"} 1
kube_pod_status_phase{namespace="readmission",pod="api-2",phase="Running"} 1
kube_cronjob_status_last_successful_time{namespace="database",cronjob="main-backup"} 1.9e9
pg_up{server="a"} 1
pg_stat_database_numbackends{datname="a"} 4
pg_stat_database_numbackends{datname="b"} 5
pg_settings_max_connections{server="a"} 100
cnpg_collector_up{cluster="main",pod="db-1",namespace="database"} 1
cnpg_collector_up{cluster="main",pod="db-2",namespace="database"} 1
cnpg_backends_total{pod="db-1",namespace="database",datname="a",state="idle"} 3
cnpg_backends_total{pod="db-1",namespace="database",datname="a",state="active"} 1
cnpg_backends_total{pod="db-2",namespace="database",datname="b",state="idle"} 1
cnpg_pg_settings_setting{pod="db-1",namespace="database",name="max_connections"} 100
cnpg_pg_settings_setting{pod="db-2",namespace="database",name="max_connections"} 100
barman_cloud_cloudnative_pg_io_last_available_backup_timestamp{pod="db-1",namespace="database"} 1.9e9
barman_cloud_cloudnative_pg_io_last_available_backup_timestamp{pod="db-2",namespace="database"} 0
probe_success{target="a"} 1
probe_success{target="b"} 1
probe_ssl_earliest_cert_expiry{target="a"} 1.9e9
certmanager_certificate_expiration_timestamp_seconds{namespace="database",name="ca"} 1.9e9
`
