import type { MachinePaths } from '../machine-paths.ts'
import { head, METRICS } from './script.ts'
import { saveVolumes } from './volume-steps.ts'

/** Metrics of the machine, and what alarms watch. */
export const METRIC = {
  /** Per cent of the data volume. */
  data: 'DataVolumeUsed',
  /** Per cent of the system's disk, which has the images. */
  root: 'RootVolumeUsed',
  /** Hours since the token of the pull secrets was fetched; it is good for 12. */
  token: 'PullSecretAge',
  /** 1 when the last installation or boot failed. */
  failed: 'InstallationFailed',
} as const

/** Script that sends metrics and saves which folder belongs to which claim; every five minutes. */
export const reportScript = (paths: MachinePaths): string => {
  const { run, state, data } = paths
  return `${head(paths)}${saveVolumes(paths)}
command -v aws >/dev/null && command -v jq >/dev/null || exit 0
used() { df --output=pcent "$1" | tail --lines=1 | tr --delete ' %'; }
{
  echo "${METRIC.root} Percent $(used /)"
  ! mountpoint --quiet ${data} || echo "${METRIC.data} Percent $(used ${data})"
  [[ ! -e ${state}/pull-secret ]] ||
    echo "${METRIC.token} None $((($(date +%s) - $(date --reference=${state}/pull-secret +%s)) / 3600))"
  [[ ! -e ${state}/status.json ]] ||
    echo "${METRIC.failed} None $(jq 'if .state == "failed" then 1 else 0 end' ${state}/status.json)"
} | jq --raw-input --null-input --arg name "$METRIC_NAME" '[inputs | split(" ")
  | {MetricName: .[0], Unit: .[1], Value: (.[2] | tonumber), Dimensions: [{Name: "Kaapana", Value: $name}]}]' \\
  >${run}/metrics.json
aws cloudwatch put-metric-data --namespace '${METRICS}' --metric-data file://${run}/metrics.json
mountpoint --quiet ${data} || exit 0
# The volume may have been made larger.
xfs_growfs ${data} >/dev/null
! k get --raw /readyz >/dev/null 2>&1 || save_volumes
`
}
