import { CREDENTIAL_KEYS, KAAPANA_NAMESPACES, KAAPANA_RELEASE } from '../../values/index.ts'
import type { MachinePaths } from '../machine-paths.ts'
import { HELM, type Step } from './script.ts'

const { release: NAMESPACE, admin: ADMIN } = KAAPANA_NAMESPACES

/** What the values have in place of the machine's address, which only the machine knows. */
export const NODE_CIDR = 'node-address/32'

/** Pulls the chart by HTTPS and compares its digest with what was published. */
export const chartStep = ({ run }: MachinePaths): Step => ({
  name: 'chart',
  body: `
  local got
  aws ecr get-login-password >${run}/credentials.token
  ${HELM} registry login "\${REGISTRY%%/*}" --registry-config ${run}/registry.json \\
    --username AWS --password-stdin <${run}/credentials.token
  pull() {
    ${HELM} pull "$CHART" --version "$CHART_VERSION" --registry-config ${run}/registry.json \\
      --destination ${run} >${run}/pull.out 2>&1
  }
  wait_for 300 "the chart $CHART $CHART_VERSION" pull
  got=$(awk '$1 == "Digest:" { print $2 }' ${run}/pull.out)
  [[ -z "$CHART_DIGEST" || "$got" == "$CHART_DIGEST" ]] ||
    fail "the chart $CHART $CHART_VERSION has digest $got, published was $CHART_DIGEST"
`,
})

/**
 * Refuses data of another minor version. Kaapana 0.6.0 cannot take data of 0.5 over, and what a later
 * version can, its own script asks a person about, after a backup.
 */
export const dataVersionStep = ({ data }: MachinePaths): Step => ({
  name: 'data-version',
  body: `
  [[ -e ${data}/version ]] || return 0
  local have minor='^([0-9]+[.][0-9]+)'
  have=$(<${data}/version)
  [[ "$have" =~ $minor ]] || fail "${data}/version says '$have', which is no version of Kaapana"
  have="\${BASH_REMATCH[1]}"
  [[ "$VERSION" =~ $minor ]] || fail "'$VERSION' is no version of Kaapana"
  [[ "$have" == "\${BASH_REMATCH[1]}" ]] ||
    fail "the data volume holds data of Kaapana $have, which $VERSION does not take over unattended: deploy $have, or migrate a copy of the volume as Kaapana's documentation says"
`,
})

/**
 * Installs the release with the complete values. Credentials go from the secret to a file that root
 * alone reads, in memory, and that is gone when the installation ends.
 */
export const releaseStep = ({ run, state }: MachinePaths): Step => ({
  name: 'release',
  body: `
  [[ "$(cat ${state}/release 2>/dev/null || true)" != "$RELEASE" ]] || return 0
  aws secretsmanager get-secret-value --secret-id "$CREDENTIALS_ARN" --query SecretString \\
    --output text >${run}/credentials.json
  jq --raw-output 'to_entries[] | select(.key | test("Password|Secret")) | .value' ${run}/credentials.json >${run}/credentials.txt
  cat ${run}/credentials.token >>${run}/credentials.txt
  jq --rawfile token ${run}/credentials.token --slurpfile credentials ${run}/credentials.json \\
    --arg address "$(hostname --all-ip-addresses | cut --delimiter=' ' --fields=1)" '
    ($credentials[0] + {registryUser: "AWS", registryPassword: ($token | rtrimstr("\\n"))}) as $c | .values
    | .global.internalCidrs |= map(if . == "${NODE_CIDR}" then "\\($address)/32" else . end)
    | .global.deployment_timestamp = (now | todate)
    | ${CREDENTIALS}' ${run}/wanted.json >${run}/values.json
  jq --exit-status '[.. | select(. == null)] == []' ${run}/values.json >/dev/null ||
    fail "the secret $CREDENTIALS_ARN lacks a credential"
  ${HELM} install ${KAAPANA_RELEASE} "${run}/\${CHART##*/}-$CHART_VERSION.tgz" --namespace ${NAMESPACE} \\
    --values ${run}/values.json --timeout 30m
  echo "$RELEASE" >${state}/release
`,
})

/** Puts every credential to its place, in jq. */
const CREDENTIALS = Object.entries(CREDENTIAL_KEYS)
  .map(([name, key]) => `.${key} = $c.${name}`)
  .join('\n    | ')

/** Waits until Kaapana answers: a finished `helm install` is not a ready platform. */
export const readyStep: Step = {
  name: 'ready',
  body: `
  local collections=3600 extensions=1800
  job_done() {
    local job
    job=$(k --namespace ${ADMIN} get job "$1" --output json) || return 1
    [[ "$(jq '[.status.conditions[]? | select(.type == "Failed" and .status == "True")] | length' <<<"$job")" == 0 ]] ||
      fail "the job $1 failed: $(k --namespace ${ADMIN} logs "job/$1" --tail=3 || true)"
    [[ "$(jq '.status.succeeded // 0' <<<"$job")" != 0 ]]
  }
  wait_for $collections 'the job init-collections' job_done init-collections
  wait_for $extensions 'the job init-extensions' job_done init-extensions
  project_there() { [[ "$(${HELM} status project-admin --namespace ${ADMIN} --output json | jq --raw-output .info.status)" == deployed ]]; }
  wait_for 1800 'the first project' project_there
  # From here to here: the certificate is checked from outside.
  answers() {
    curl --silent --fail --insecure --resolve "$HOST_NAME:443:127.0.0.1" --max-time 10 --output /dev/null \\
      "https://$HOST_NAME/auth/realms/kaapana/.well-known/openid-configuration"
  }
  wait_for 1800 "an answer of https://$HOST_NAME" answers
`,
}
