import type { DeployedValues } from '../cluster/admin-release.ts'

/** An address, or where something is. */
export interface Address {
  readonly what: string
  readonly where: string
}

/** What is known without asking the cluster: only where it is reached. */
export type Reached = Pick<DeployedValues, 'hostname' | 'httpsPort' | 'dicomPort'>

const PAGES: readonly (readonly [what: string, path: string])[] = [
  ['Kaapana', '/'],
  ['Workflows (Airflow)', '/flow/home'],
  ['Viewer (OHIF)', '/ohif/'],
  ['PACS', '/dcm4chee-arc/ui2/'],
  ['Metadata (OpenSearch Dashboards)', '/meta/'],
  ['Files (MinIO)', '/minio-console/'],
  ['Users (Keycloak)', '/auth/admin/master/console/#/kaapana'],
  ['Monitoring (Grafana)', '/grafana/'],
  ['Kubernetes', '/kubernetes/'],
  ['Extensions and versions', '/maintenance/'],
]

/** Where people and modalities reach Kaapana. */
export function addresses({ hostname, httpsPort, dicomPort }: Reached): Address[] {
  const origin = `https://${hostname}${httpsPort === 443 ? '' : `:${httpsPort}`}`
  const dicom =
    dicomPort === 0
      ? 'no port of the node; a load balancer of its own, if any'
      : `${hostname}:11112${dicomPort === 11112 ? '' : ` (port ${dicomPort} of the node)`}, called AE kp-<project>, calling AE kp-<dataset>`
  return [
    ...PAGES.map(([what, path]) => ({ what, where: `${origin}${path}` })),
    { what: 'DICOMweb', where: `${origin}/dicom-web-filter` },
    { what: 'DICOM', where: dicom },
  ]
}

/** Where credentials are; no command of ours shows them. */
export const CREDENTIAL_PLACES: readonly Address[] = [
  {
    what: 'First password of kaapana, of Keycloak, MinIO, Grafana',
    where: "the secret in Secrets Manager that KaapanaPlatform's output names",
  },
  {
    what: 'Secret of the OIDC client',
    where: 'the same secret, and global.oidc_client_secret of the release kaapana-admin-chart',
  },
  { what: "Password of the realm's user system", where: 'Secret admin/system-user-password' },
  { what: 'Password for pulling images', where: 'Secret registry-secret in each namespace' },
]

/** Two columns. */
export function addressTable(rows: readonly Address[]): string {
  const width = Math.max(...rows.map(({ what }) => what.length))
  return rows.map(({ what, where }) => `${what.padEnd(width)}  ${where}`).join('\n')
}
