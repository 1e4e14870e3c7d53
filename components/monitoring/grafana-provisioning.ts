import { stringify } from 'yaml'

/** Uid of the data source that the dashboards choose first. */
export const PROMETHEUS_UID = 'prometheus'

/** Where a Grafana without a sidecar finds Prometheus and its dashboards. */
export interface GrafanaPlace {
  /** Address of Prometheus as Grafana reaches it, e.g. `http://prometheus:9090`. */
  readonly prometheusUrl: string
  /** Address of Alertmanager. @default none */
  readonly alertmanagerUrl?: string
  /** Folder in Grafana's file system that holds the dashboards' files. */
  readonly dashboards: string
}

/** Files of Grafana's folder `provisioning`, text by path; on Kubernetes the chart writes them. */
export function grafanaProvisioning(place: GrafanaPlace): Record<string, string> {
  const alertmanager = {
    name: 'Alertmanager',
    uid: 'alertmanager',
    type: 'alertmanager',
    access: 'proxy',
    url: place.alertmanagerUrl,
    jsonData: { implementation: 'prometheus' },
    editable: false,
  }
  const prometheus = {
    name: 'Prometheus',
    uid: PROMETHEUS_UID,
    type: 'prometheus',
    access: 'proxy',
    url: place.prometheusUrl,
    isDefault: true,
    editable: false,
  }
  const datasources =
    place.alertmanagerUrl === undefined ? [prometheus] : [prometheus, alertmanager]
  const provider = {
    name: 'dataspace',
    folder: 'DataSpace',
    type: 'file',
    // What is changed by hand is lost at the next start, so let it not be changed.
    disableDeletion: true,
    allowUiUpdates: false,
    options: { path: place.dashboards },
  }
  return {
    'datasources/dataspace.yaml': stringify({ apiVersion: 1, datasources }),
    'dashboards/dataspace.yaml': stringify({ apiVersion: 1, providers: [provider] }),
  }
}
