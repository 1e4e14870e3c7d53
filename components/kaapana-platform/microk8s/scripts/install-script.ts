import { MICROK8S } from '../../../versions.ts'
import type { MachinePaths } from '../machine-paths.ts'
import { progress } from './progress.ts'
import { head } from './script.ts'

/**
 * Script that brings the machine to what the parameter says has to run. A timer starts it each minute:
 * after the boot, and when the parameter has changed. What it did or failed to do for one content of
 * the parameter it does not do again. Its steps come from a document of Systems Manager, so that a
 * better step does not replace the machine.
 */
export const installScript = (paths: MachinePaths): string => {
  const { run, state, log } = paths
  return `${head(paths)}${progress(paths)}
exec 9>${run}/lock
flock --nonblock 9 || exit 0
${tools}
INSTANCE_ID=$(cloud-init query instance_id)
aws logs create-log-stream --log-group-name "$LOG_GROUP" --log-stream-name "$INSTANCE_ID" 2>/dev/null || true
${fetch(paths)}
# What the machine before this one was to do is not for this one.
[[ "$(jq --raw-output .instance ${run}/wanted.json)" == "$INSTANCE_ID" ]] || exit 0
ID=$(sha256sum <${run}/wanted.json | cut --characters=1-16)
if [[ "$(cat ${state}/finished 2>/dev/null || true)" == "$ID" ]]; then
${check(paths)}
  exit 0
fi
[[ "$(cat ${state}/failed 2>/dev/null || true)" != "$ID" ]] || exit 0
${assignments(paths)}
rm --force ${run}/reason
exec >>${log} 2>&1
STEP=start
trap finish EXIT
say "starts: Kaapana $VERSION"
signal started SUCCESS 'the machine answers' || say 'CloudFormation did not take the start'
${steps(paths)}
STEP=end
signal installed SUCCESS "Kaapana $VERSION answers" || say 'CloudFormation did not take the success'
echo "$ID" >${state}/finished
status ok
say "done: Kaapana $VERSION answers"
`
}

// Nothing can be told before they are there; the next minute tries again.
const tools = `if ! command -v jq >/dev/null; then
  apt-get -o DPkg::Lock::Timeout=300 update
  DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 install --yes jq
fi
command -v aws >/dev/null || snap install aws-cli --classic --channel=${MICROK8S.awsCliChannel}`

const fetch = ({
  run,
}: MachinePaths): string => `if ! aws ssm get-parameter --name "$PARAMETER" --query Parameter.Value --output text \\
  >${run}/wanted.json 2>${run}/wanted.error; then
  # Nothing is wanted yet, or for the moment.
  grep --quiet ParameterNotFound ${run}/wanted.error && exit 0
  cat ${run}/wanted.error >&2
  exit 1
fi`

/** Does what was installed still stand? Once a boot, and again each minute until it does. */
const check = ({ run, state, data }: MachinePaths): string => `  [[ ! -e ${run}/checked ]] || exit 0
  STEP=check
  if { mountpoint --quiet ${data} || mount ${data}; } && microk8s status --wait-ready --timeout=900 >/dev/null; then
    touch ${run}/checked
    status ok
    say 'booted: the data volume is mounted and MicroK8s runs'
  else
    status failed 'the data volume is not mounted, or MicroK8s does not run'
    say "failed after the boot: $(jq --raw-output .reason ${state}/status.json)"
  fi`

const assignments = ({
  run,
}: MachinePaths): string => `wanted() { jq --raw-output "$1" ${run}/wanted.json; }
VERSION=$(wanted .version)
# shellcheck disable=SC2034
CHART=$(wanted .chart) CHART_VERSION=$(wanted .chartVersion) CHART_DIGEST=$(wanted .chartDigest)
# shellcheck disable=SC2034
RELEASE=$(jq --compact-output --sort-keys '[.chart, .chartVersion, .chartDigest, .values]' ${run}/wanted.json |
  sha256sum | cut --characters=1-16)`

/** Steps of the wanted content, whatever the document holds by now, and then their run. */
const steps = ({
  run,
  scripts,
}: MachinePaths): string => `aws ssm get-document --name "$DOCUMENT" --document-version "\\$LATEST" --query Content \\
  --output text >${run}/document.json
for script in steps pull-secret report; do
  jq --raw-output --arg name "$script" '.mainSteps[] | select(.name == $name) | .inputs.runCommand[0]' \\
    ${run}/document.json >${run}/script
  [[ "$(sha256sum <${run}/script | cut --characters=1-64)" == "$(wanted ".scripts[\\"$script\\"]")" ]] ||
    fail "the document $DOCUMENT does not hold the script $script that is wanted"
  install --mode=0755 ${run}/script "${scripts}/kaapana-$script"
done
# shellcheck source=/dev/null
. ${scripts}/kaapana-steps`
