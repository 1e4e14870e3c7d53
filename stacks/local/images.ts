/**
 * Images of a local environment that its settings do not name otherwise, each with its source. An image that
 * its publisher gives a digest for is pinned by it; of the others the tag names the release.
 */
export const LOCAL_IMAGES = {
  // docker-library/repo-info, repos/postgres/remote/18-trixie.md at commit 0b63eeca29bd (18.6, 2026-09-19)
  database:
    'docker.io/library/postgres@sha256:86c951e05bf56c93d95d397747fb8820ac76cc3bedb78f43abd83eedbe3666ae',
  // The versions of the chart kube-prometheus-stack 88.5.3, which monitors the clusters.
  prometheus: 'quay.io/prometheus/prometheus:v3.14.0',
  alertmanager: 'quay.io/prometheus/alertmanager:v0.34.0',
  grafana: 'docker.io/grafana/grafana:13.2.0',
  // https://github.com/versity/versitygw/releases
  objectStorage: 'docker.io/versity/versitygw:v1.8.0',
} as const
