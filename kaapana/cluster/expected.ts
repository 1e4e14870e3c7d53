/** What a healthy Kaapana 0.6.0 with its first project has, from its charts. */

/** Namespaces; further projects have further ones. */
export const NAMESPACES = ['admin', 'services', 'extensions', 'project-admin'] as const

/** Releases of Helm by namespace; names may go on with the version. */
export const RELEASES: Readonly<Record<string, readonly string[]>> = {
  default: ['kaapana-admin-chart'],
  admin: [
    'kaapana-extension-collection',
    'kaapana-platform-chart',
    'code-server-chart',
    'kaapana-workflows-core',
    'project-admin',
  ],
}

/** Deployments and DaemonSets by namespace. */
export const WORKLOADS: Readonly<Record<string, readonly string[]>> = {
  admin: [
    ...['auth-backend', 'keycloak', 'keycloak-database', 'kube-helm-deployment'],
    ...['kube-state-metrics', 'kubernetes-dashboard', 'maintenancepage', 'oauth2-proxy'],
    ...['open-policy-agent', 'squid-proxy', 'traefik'],
  ],
  services: [
    ...['access-information-interface', 'access-information-interface-database'],
    ...['airflow-database', 'airflow-scheduler', 'airflow-statsd', 'airflow-webserver'],
    ...['alertmanager', 'ctp', 'data-api', 'data-api-database', 'data-ui', 'dcm4chee'],
    ...['dicom-web-filter', 'dicom-web-filter-database', 'grafana', 'kaapana-backend'],
    ...['kaapana-backend-database', 'landingpage', 'ldap', 'loki', 'minio-deployment'],
    ...['node-exporter', 'notification-service', 'notification-service-database', 'ohif'],
    ...['opensearch-de', 'os-dashboards-de', 'postgres-dcm4che', 'project-management-ui'],
    ...['prometheus', 'promtail', 'workflow-api', 'workflow-api-database', 'workflow-ui'],
  ],
}

/** Jobs by namespace that have run once; names may go on with a random part. */
export const JOBS: Readonly<Record<string, readonly string[]>> = {
  admin: [
    ...['cert-init', 'cert-copy', 'keycloak-init', 'init-collections', 'init-extensions'],
    'copy-kube-helm-collections',
  ],
  services: ['init-projects', 'init-meta', 'minio-init', 'dicom-init'],
  'project-admin': ['create-project-user'],
}
