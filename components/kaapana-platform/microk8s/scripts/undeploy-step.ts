import {
  KAAPANA_NAMESPACES,
  KAAPANA_RELEASE,
  UNDEPLOY_ORDER,
  UNINSTALL_SECONDS,
} from '../../values/index.ts'
import type { MachinePaths } from '../machine-paths.ts'
import { HELM, type Step } from './script.ts'

const { release: NAMESPACE, admin: ADMIN } = KAAPANA_NAMESPACES

/** Undeploys what runs, in the order Kaapana needs, if it is not what is wanted. Volumes stay. */
export const undeployStep = ({ run, state, scripts }: MachinePaths): Step => ({
  name: 'undeploy',
  body: `
  local installed one namespace tries
  installed=$(${HELM} list --namespace ${NAMESPACE} --all --filter '^${KAAPANA_RELEASE}$' --output json |
    jq --raw-output '.[0] | select(.) | "\\(.status) \\(.chart)"')
  [[ "$installed" != "deployed ${KAAPANA_RELEASE}-$CHART_VERSION" || "$(cat ${state}/release 2>/dev/null || true)" != "$RELEASE" ]] ||
    return 0
  rm --force ${state}/release
  [[ -n "$installed" ]] || return 0
  say "undeploys $installed"
  # Jobs that clean up pull an image.
  ${scripts}/kaapana-pull-secret
  ${HELM} list --namespace ${ADMIN} --all --output json |
    jq --raw-output 'map(.name) | sort_by(${RANK}) | .[]' >${run}/releases
  echo ${KAAPANA_RELEASE} >>${run}/releases
  while read -r one <&3; do
    namespace='${ADMIN}'
    [[ "$one" != ${KAAPANA_RELEASE} ]] || namespace='${NAMESPACE}'
    ${HELM} uninstall "$one" --namespace "$namespace" --ignore-not-found --wait --timeout ${UNINSTALL_SECONDS}s ||
      ${HELM} uninstall "$one" --namespace "$namespace" --ignore-not-found --wait --timeout ${UNINSTALL_SECONDS}s --no-hooks ||
      fail "the release $one could not be uninstalled"
  done 3<${run}/releases
  none_ends() {
    k get pods --all-namespaces --output json >${run}/pods.json &&
      jq --exit-status '[.items[].metadata.deletionTimestamp // empty] == []' ${run}/pods.json >/dev/null
  }
  for ((tries = 30; tries > 0; tries--)); do
    ! none_ends || break
    sleep 10
  done
  for namespace in $(k get namespaces --output name | grep --extended-regexp '/(${KAAPANA_NAMESPACES.services}|project-.*)$' || true); do
    k --namespace "\${namespace#*/}" delete pods --all --grace-period=0 --force
  done
  wait_for 120 'an end of the undeployed pods' none_ends
`,
})

const NAMED = UNDEPLOY_ORDER.map((start, rank) => ({ start, rank })).filter(
  ({ start }) => start !== '*',
)

/** Rank of a release's name in jq, as {@link UNDEPLOY_ORDER} has it. */
const RANK = `${NAMED.map(({ start, rank }) => `if startswith("${start}") then ${rank} else `).join('')}${UNDEPLOY_ORDER.indexOf('*')}${' end'.repeat(NAMED.length)}`
