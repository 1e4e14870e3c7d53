/** What a service answers with to somebody who is let in. */
export type RouteKind =
  /** A page: success, or a redirect that stays. */
  | 'page'
  /** A document in JSON. */
  | 'json'
  /** The service has a sign-in of its own: a redirect to Keycloak or 401 is its answer, too. */
  | 'own-sign-in'
  /** The path itself is nothing: any answer of the service says that it is reached. */
  | 'reached'

/** A path of Kaapana's host. */
export interface KaapanaRoute {
  /** Part of the checks' ids: `route.<name>.closed`. */
  readonly name: string
  /** What answers there, for titles. */
  readonly service: string
  /** What is asked for: below the route, where the service answers without parameters. */
  readonly path: string
  readonly kind: RouteKind
  /** An extension that not every installation has. @default false */
  readonly extension?: boolean
}

/**
 * Every route of Kaapana 0.6.0, from the Ingresses of its charts. Routes of applications
 * (`/applications/project/…`) come and go with what users start and are not among them.
 */
export const ROUTES: readonly KaapanaRoute[] = [
  { name: 'landing-page', service: 'The user interface', path: '/', kind: 'page' },
  { name: 'airflow', service: 'Airflow', path: '/flow/home', kind: 'page' },
  {
    name: 'airflow-api',
    service: "Kaapana's API in Airflow",
    path: '/flow/kaapana/api/getdags',
    kind: 'json',
  },
  { name: 'ohif', service: 'The viewer OHIF', path: '/ohif/', kind: 'page' },
  { name: 'slim', service: 'The viewer Slim', path: '/slim/', kind: 'page', extension: true },
  {
    name: 'dicom-web-filter',
    service: 'DICOMweb',
    path: '/dicom-web-filter/studies?limit=1',
    kind: 'json',
  },
  { name: 'pacs', service: 'The PACS', path: '/dcm4chee-arc/ui2/', kind: 'page' },
  { name: 'pacs-short', service: 'The short way to the PACS', path: '/pacs', kind: 'page' },
  { name: 'ctp', service: 'The DICOM receiver CTP', path: '/ctp', kind: 'reached' },
  { name: 'dicomweb-import', service: 'Import by STOW', path: '/dicomweb', kind: 'reached' },
  { name: 'dashboards', service: 'OpenSearch Dashboards', path: '/meta/', kind: 'own-sign-in' },
  { name: 'opensearch', service: 'OpenSearch', path: '/os/', kind: 'own-sign-in' },
  { name: 'minio', service: "MinIO's console", path: '/minio-console/', kind: 'own-sign-in' },
  {
    name: 'keycloak',
    service: "Keycloak's console",
    path: '/auth/admin/master/console/',
    kind: 'page',
  },
  { name: 'grafana', service: 'Grafana', path: '/grafana/api/health', kind: 'json' },
  { name: 'prometheus', service: 'Prometheus', path: '/prometheus/-/healthy', kind: 'page' },
  { name: 'alerts', service: 'Alertmanager', path: '/alert/-/healthy', kind: 'page' },
  { name: 'loki', service: 'Loki', path: '/loki/api/v1/labels', kind: 'json' },
  { name: 'kubernetes', service: "Kubernetes' dashboard", path: '/kubernetes/', kind: 'page' },
  { name: 'traefik', service: "Traefik's dashboard", path: '/traefik/dashboard/', kind: 'page' },
  { name: 'traefik-api', service: "Traefik's API", path: '/api/version', kind: 'json' },
  { name: 'traefik-health', service: "Traefik's health", path: '/health', kind: 'reached' },
  { name: 'kube-helm', service: 'kube-helm', path: '/kube-helm-api/extensions', kind: 'json' },
  {
    name: 'backend',
    service: "Kaapana's backend",
    path: '/kaapana-backend/health-check',
    kind: 'json',
  },
  { name: 'workflow-api', service: 'workflow-api', path: '/workflow-api/v1/health', kind: 'json' },
  { name: 'data-api', service: 'data-api', path: '/data-api/v1/health', kind: 'json' },
  {
    name: 'notifications',
    service: 'The notification service',
    path: '/notifications/openapi.json',
    kind: 'json',
  },
  {
    name: 'aii',
    service: 'The access information interface',
    path: '/aii/projects/admin',
    kind: 'json',
  },
  { name: 'auth-backend', service: 'The check of access', path: '/auth-backend', kind: 'reached' },
  { name: 'workflow-ui', service: 'The workflow interface', path: '/workflow-ui/', kind: 'page' },
  { name: 'data-ui', service: 'The data interface', path: '/data-ui/', kind: 'page' },
  { name: 'projects-ui', service: 'The project interface', path: '/projects-ui/', kind: 'page' },
  { name: 'docs', service: 'The documentation', path: '/docs/', kind: 'page' },
  { name: 'maintenance', service: 'The maintenance page', path: '/maintenance/', kind: 'page' },
]
