import { KAAPANA_DATA_FOLDER } from '../values/plan-kaapana-values.ts'

/**
 * What a node does before it takes pods. OpenSearch needs the memory maps, Airflow's operators the
 * watches, and the node exporter the folder.
 */
export function nodeScript(dataVolumeId?: string): string {
  return `${[...KERNEL, ...(dataVolumeId === undefined ? [] : mountVolume(dataVolumeId)), ...FOLDERS].join('\n')}\n`
}

const KERNEL = [
  '#!/bin/bash',
  'set -euo pipefail',
  "cat > /etc/sysctl.d/99-kaapana.conf <<'SETTINGS'",
  'vm.max_map_count = 262144',
  'fs.inotify.max_user_watches = 100000',
  'fs.inotify.max_user_instances = 10000',
  'SETTINGS',
  'sysctl --system > /dev/null',
]

const FOLDERS = [`mkdir -p ${KAAPANA_DATA_FOLDER}`]

/**
 * Attaches the volume, which another node may hold for a while yet, and mounts it. XFS has no folder
 * lost+found, which Kaapana would take for data of an unknown version.
 */
const mountVolume = (volume: string): readonly string[] => [
  `volume=${volume}`,
  'metadata=http://169.254.169.254/latest',
  'token=$(curl -sf -X PUT "$metadata/api/token" -H "X-aws-ec2-metadata-token-ttl-seconds: 300")',
  'ask() { curl -sf -H "X-aws-ec2-metadata-token: $token" "$metadata/meta-data/$1"; }',
  'instance=$(ask instance-id)',
  'AWS_DEFAULT_REGION=$(ask placement/region)',
  'export AWS_DEFAULT_REGION',
  'for attempt in $(seq 1 60); do',
  '  aws ec2 attach-volume --volume-id "$volume" --instance-id "$instance" --device /dev/sdf && break',
  '  [ "$attempt" -lt 60 ] || exit 1',
  '  sleep 10',
  'done',
  `device=/dev/disk/by-id/nvme-Amazon_Elastic_Block_Store_${volume.replace('-', '')}`,
  'for attempt in $(seq 1 60); do',
  '  [ ! -e "$device" ] || break',
  '  [ "$attempt" -lt 60 ] || exit 1',
  '  sleep 2',
  'done',
  'blkid "$device" > /dev/null || mkfs.xfs "$device"',
  `mkdir -p ${KAAPANA_DATA_FOLDER}`,
  `echo "$device ${KAAPANA_DATA_FOLDER} xfs defaults,nofail 0 2" >> /etc/fstab`,
  `mount ${KAAPANA_DATA_FOLDER}`,
]
