import type { MachinePaths } from '../machine-paths.ts'

/** A step of the installation: a function of the script `kaapana-install`. */
export interface Step {
  /** What progress and failures call it. */
  readonly name: string
  /** Body of the function. Whatever fails in it ends the installation with a reason. */
  readonly body: string
}

/** Namespace of the machine's metrics in CloudWatch. */
export const METRICS = 'DataSpace/Kaapana'

/** MicroK8s' own Helm: of version 3 in the channel that is installed, where the snap `helm` is at 4. */
export const HELM = 'microk8s helm3'

/** Beginning of every script: settings, tools, and folders that root alone may read. */
export const head = (paths: MachinePaths): string => `#!/usr/bin/env bash
# Functions are called by their names in variables.
# shellcheck disable=SC2317
set -Eeuo pipefail
umask 077
# shellcheck source=/dev/null
. ${paths.settings}
export AWS_REGION AWS_PAGER='' HOME="\${HOME:-/root}" PATH="$PATH:/snap/bin"
mkdir --parents ${paths.run} ${paths.state}
k() { microk8s kubectl "$@"; }
`

/** A function of the script for a step. */
export const stepFunction = ({ name, body }: Step): string =>
  `step_${name.replaceAll('-', '_')}() {\n${body.trim()}\n}\n`
