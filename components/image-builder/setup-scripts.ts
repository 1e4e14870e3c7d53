import { BUILDKIT } from '../versions.ts'
import { BUILDKITD_PORT } from './buildkitd-config.ts'

/** Where buildkitd keeps its cache. */
const STATE = '/var/lib/buildkit'

/**
 * Script that prepares the machine at every boot: it finds the disk by its volume's id (the order of
 * devices is not stable), formats it if it is new, mounts it, and installs what is missing. A failure
 * is in the console's output, which EC2 shows without a way into the machine.
 */
export const setupScript = (settings: { volumeId: string; releaseUrl: string }): string =>
  `#!/usr/bin/env bash
set -Eeuo pipefail
trap 'echo "image-builder: set-up failed in line \${LINENO}" | tee /dev/console >&2' ERR

device=/dev/disk/by-id/nvme-Amazon_Elastic_Block_Store_${settings.volumeId.replaceAll('-', '')}
udevadm wait --timeout=600 --initialized=true "$device"
kind=$(blkid --probe --match-tag TYPE --output value "$device" || true)
# mkfs itself refuses a disk that holds anything.
[[ -n "$kind" ]] || mkfs.xfs "$device"
mkdir --parents ${STATE}
mountpoint --quiet ${STATE} || mount --types xfs --options noatime "$device" ${STATE}
xfs_growfs ${STATE} >/dev/null

rpm --query --quiet git-core iptables-nft || dnf install --assumeyes git-core iptables-nft

# The version is written down last, so that a broken installation is made again.
installed=/usr/local/share/buildkit-version
if [[ ! -e "$installed" || "$(<"$installed")" != "${BUILDKIT.version}" ]]; then
  archive=$(mktemp)
  curl --fail --silent --show-error --location --proto '=https' --retry 5 \\
    --output "$archive" '${settings.releaseUrl}'
  echo "${BUILDKIT.archiveSha256}  $archive" | sha256sum --check --quiet
  tar --extract --gzip --file "$archive" --directory /usr/local
  rm "$archive"
  mkdir --parents "$(dirname "$installed")"
  echo "${BUILDKIT.version}" >"$installed"
fi
`

/**
 * Script that stops the machine when no client has been connected for a while. Before the first
 * client the time counts from the boot, so that a machine whose set-up failed stops too.
 */
export const idleScript = (idleMinutes: number): string =>
  `#!/usr/bin/env bash
set -euo pipefail

stamp=/run/image-builder-busy
clients=$(ss --no-header --numeric --tcp state established '( sport = :${BUILDKITD_PORT} )')
[[ -e "$stamp" && -z "$clients" ]] || touch "$stamp"
idle=$(($(date +%s) - $(stat --format %Y "$stamp")))
if ((idle >= ${idleMinutes * 60})); then
  echo "image-builder: idle for $idle s, stopping" | tee /dev/console
  systemctl poweroff
fi
`
