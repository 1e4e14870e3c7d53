import type { MachinePaths } from '../machine-paths.ts'

/**
 * Functions that tell how it goes: to CloudWatch, to the status file, and to CloudFormation, whose
 * wait conditions fail with the reason they are sent. A handle is a presigned URL: no argument of a
 * process shows it. The reason has no line in which a credential is.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-waitcondition.html
 */
export const progress = ({ run, state, log }: MachinePaths): string => `
say() {
  echo "$(date --utc +%FT%TZ) $*"
  jq --null-input --arg message "$*" --argjson now "$(date +%s%3N)" \\
    '[{timestamp: $now, message: $message}]' >${run}/event.json
  aws logs put-log-events --log-group-name "$LOG_GROUP" --log-stream-name "$INSTANCE_ID" \\
    --log-events file://${run}/event.json >/dev/null || echo 'CloudWatch did not take that line'
}
status() {
  jq --null-input --arg state "$1" --arg step "$STEP" --arg reason "\${2:-}" \\
    '{state: $state, step: $step, reason: $reason, at: (now | todate)}' >${state}/status.json
}
signal() {
  jq --null-input --arg status "$2" --arg reason "$3" --arg id "$INSTANCE_ID" \\
    '{Status: $status, Reason: $reason, UniqueId: $id, Data: ""}' >${run}/signal.json
  jq --raw-output --arg handle "$1" '"url = \\"\\(.signals[$handle])\\""' ${run}/wanted.json |
    curl --config - --silent --show-error --fail --retry 5 --header 'Content-Type:' \\
      --upload-file ${run}/signal.json --output /dev/null
}
fail() {
  echo "$*" | tee ${run}/reason
  exit 1
}
# wait_for <seconds> <what for> <command…>
wait_for() {
  local tries=$(($1 / 10)) what=$2
  shift 2
  until "$@"; do
    ((tries-- > 0)) || fail "there was not $what in time"
    sleep 10
  done
}
harmless() {
  touch ${run}/credentials.txt
  grep --invert-match --fixed-strings --file=${run}/credentials.txt |
    tr --complement --delete '[:print:]\\n' || true
}
finish() {
  local code=$? reason
  trap - EXIT
  if ((code != 0)); then
    [[ -s ${run}/reason ]] || tail --lines=5 ${log} >${run}/reason
    reason=$(harmless <${run}/reason | tr '\\n' ' ' | cut --characters=1-500)
    reason="$STEP: $reason(log group $LOG_GROUP; put it right, then: pulumi up --refresh)"
    say "last lines: $(tail --lines=40 ${log} | harmless)"
    status failed "$reason"
    say "failed: $reason"
    echo "$ID" >${state}/failed
    signal installed FAILURE "$reason" || say 'CloudFormation did not take the failure'
  fi
  rm --force ${run}/values.json ${run}/credentials.* ${run}/certificate.json ${run}/registry.json
  exit "$code"
}
run() {
  STEP=$1
  status running
  say "$STEP"
  "step_\${STEP//-/_}"
}
`
