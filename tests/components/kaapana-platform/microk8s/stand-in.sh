#!/usr/bin/env bash
# Stands in for the tools of a machine that runs Kaapana, under each of their names: records every call,
# answers from the files of $STAND_IN, and fails where $STAND_IN/fails matches.
set -euo pipefail
tool=${0##*/}
call="$tool $*"
state=$STAND_IN
echo "$call" >>"$state/calls"
if [[ -s "$state/fails" ]] && grep --quiet --extended-regexp "$(<"$state/fails")" <<<"$call"; then
  echo "$tool cannot do that today" >&2
  exit 1
fi

# The word after an option.
after() {
  local option=$1
  shift
  while (($# > 1)); do
    [[ "$1" == "$option" ]] && echo "$2" && return
    shift
  done
}
file_after() {
  local url
  url=$(after "$@")
  echo "${url#file://}"
}
keep() { cp "$1" "$state/kept/$(find "$state/kept" -type f | wc -l)-$2.json"; }
answer() { [[ -e "$state/$1" ]] && cat "$state/$1" || echo "$2"; }

case "$call" in
  'cloud-init query instance_id') echo i-0123456789abcdef0 ;;
  'snap list '*) [[ -e "$state/snap-$2" ]] ;;
  'snap install '*) touch "$state/snap-$2" ;;
  'blkid '*) [[ -s "$state/file-system" ]] && cat "$state/file-system" || exit 2 ;;
  'mkfs.xfs '*) echo xfs >"$state/file-system" ;;
  'mountpoint '*) [[ -e "$state/mounted" ]] ;;
  'mount '*) touch "$state/mounted" ;;
  nvidia-smi*) [[ -e "$state/driver" ]] ;;
  'modprobe nvidia') touch "$state/driver" ;;
  'hostname '*) echo '10.20.1.5 10.1.0.1' ;;
  'curl --config '*)
    cat >>"$state/signalled-urls"
    cat "$(after --upload-file "$@")" >>"$state/signals"
    ;;
  'aws ssm get-parameter '*)
    if [[ ! -e "$state/wanted.json" ]]; then
      echo 'An error occurred (ParameterNotFound) when calling the GetParameter operation:' >&2
      exit 254
    fi
    cat "$state/wanted.json"
    ;;
  'aws ssm get-document '*) cat "$state/document.json" ;;
  'aws secretsmanager '*kaapana-credentials*) cat "$state/credentials.json" ;;
  'aws secretsmanager '*) cat "$state/certificate.json" ;;
  'aws ecr get-login-password') cat "$state/token" ;;
  'aws logs put-log-events '*)
    cat "$(file_after --log-events "$@")" >>"$state/events"
    ;;
  'aws cloudwatch put-metric-data '*) cp "$(file_after --metric-data "$@")" "$state/metrics.json" ;;
  'microk8s status --addon '*) [[ -e "$state/addon-$3" ]] && echo enabled || echo disabled ;;
  'microk8s enable '*) touch "$state/addon-${2%%:*}" ;;
  'microk8s config') echo 'kind: Config' ;;
  'microk8s helm3 registry login '*) cat >"$state/login" ;;
  'microk8s helm3 pull '*)
    touch "$(after --destination "$@")/kaapana-admin-chart-$(after --version "$@").tgz"
    echo "Digest: $(answer digest "sha256:$(printf 'c%.0s' {1..64})")"
    ;;
  'microk8s helm3 list '*) answer "helm-$(after --namespace "$@").json" '[]' ;;
  'microk8s helm3 install '*)
    keep "$(after --values "$@")" values
    chart=${4##*/}
    jq --null-input --arg chart "${chart%.tgz}" '[{name: "kaapana-admin-chart", status: "deployed", chart: $chart}]' \
      >"$state/helm-default.json"
    echo '[{"name":"kaapana-platform-chart"},{"name":"project-admin"},{"name":"kaapana-extension-collection-060"},{"name":"slim-chart"},{"name":"code-server-chart"},{"name":"kaapana-workflows-core"}]' \
      >"$state/helm-admin.json"
    ;;
  'microk8s helm3 uninstall '*)
    releases="$state/helm-$(after --namespace "$@").json"
    jq --arg name "$3" 'map(select(.name != $name))' "$releases" >"$releases.new"
    mv "$releases.new" "$releases"
    ;;
  'microk8s helm3 status '*) echo '{"info": {"status": "deployed"}}' ;;
  'microk8s kubectl get persistentvolumes '*) answer volumes.json '{"items": []}' ;;
  'microk8s kubectl create --filename '*) keep "${@: -1}" created ;;
  'microk8s kubectl get pods '*) echo '{"items": []}' ;;
  'microk8s kubectl get namespaces '*) printf 'namespace/%s\n' admin default project-admin services ;;
  'microk8s kubectl get secrets '*) answer secrets.json '{"items": []}' ;;
  *' patch secret '*) keep "$(after --patch-file "$@")" patch ;;
  *' get configmap coredns '*) cat "$state/coredns.json" ;;
  'microk8s kubectl replace --filename '*) cp "${@: -1}" "$state/coredns.json" ;;
  *' get job '*) answer "job-$6.json" '{"status": {"succeeded": 1}}' ;;
esac
