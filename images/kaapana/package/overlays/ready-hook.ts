import { hookJob, NAMESPACES } from './hook-job.ts'

/**
 * Ends when Kaapana is ready: Helm installs only the part that installs the rest. A Job that is gone has
 * succeeded some time ago; one that failed ends the installation with the pods that are not well.
 */
export const READY_HOOK: string = hookJob({
  name: 'dataspace-ready',
  hook: 'post-install',
  weight: 10,
  seconds: 3500,
  script: [
    ...NAMESPACES,
    'end=$(($(date +%s) + 3300))',
    'fail() {',
    '  echo "$1" >&2',
    '  kubectl get pods -A --no-headers | grep -v -e Running -e Completed >&2',
    '  exit 1',
    '}',
    'pause() {',
    '  [ "$(date +%s)" -lt "$end" ] || fail "Kaapana is not ready: $1"',
    '  sleep 10',
    '}',
    'done_job() {',
    '  kubectl -n "$admin" get job "$1" --ignore-not-found \\',
    '    -o jsonpath=\'{.metadata.name} {.status.conditions[?(@.status=="True")].type}\'',
    '}',
    'for job in init-collections init-extensions; do',
    '  while :; do',
    '    state=$(done_job "$job") || state=unknown',
    '    case "$state" in',
    '      *Failed*) fail "Job $job failed" ;;',
    "      '' | *Complete*) break ;;",
    '    esac',
    '    pause "Job $job has not ended"',
    '  done',
    'done',
    'until [ -n "$(projects)" ]; do pause "there is no project"; done',
    'for namespace in "$admin" "$services"; do',
    '  until kubectl -n "$namespace" wait deployment --all --for=condition=Available --timeout=60s; do',
    '    pause "Deployments of $namespace are not available"',
    '  done',
    'done',
    "echo 'Kaapana is ready'",
  ],
})
