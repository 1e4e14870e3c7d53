import { hookJob, NAMESPACES } from './hook-job.ts'

/** Releases that Kaapana always has, in the order in which they go; the others go before them. */
export const LAST_RELEASES: readonly string[] = [
  'code-server-chart',
  'kaapana-workflows-core',
  'kaapana-platform-chart',
]

/** Beginning of the name of the release that goes at the very end. */
export const COLLECTION = 'kaapana-extension-collection'

const KEPT_FOR_LAST = [...LAST_RELEASES.map((name) => `${name}$`), COLLECTION]

/**
 * Removes what kube-helm installed, before Helm removes kube-helm: Helm knows only its own release, and
 * namespaces would be left full of pods. Projects go first and the collection last, as upstream's script
 * does by the age of releases. `helm uninstall` of one that hangs is repeated without its hooks.
 */
export const UNDEPLOY_HOOK: string = hookJob({
  name: 'dataspace-undeploy',
  hook: 'pre-delete',
  // Before upstream's own, which takes the certificate away.
  weight: -10,
  seconds: 3300,
  script: [
    ...NAMESPACES,
    'releases() { helm -n "$admin" ls --all --short; }',
    'uninstall() {',
    '  echo "Uninstalling $1"',
    '  helm -n "$admin" uninstall "$1" --wait --timeout 330s ||',
    '    helm -n "$admin" uninstall "$1" --no-hooks --wait --timeout 330s',
    '}',
    'for release in $(releases | grep \'^project-\'); do uninstall "$release"; done',
    `for release in $(releases | grep -v ${KEPT_FOR_LAST.map((name) => `-e '^${name}'`).join(' ')}); do`,
    '  uninstall "$release"',
    'done',
    `for release in ${LAST_RELEASES.join(' ')}; do`,
    '  if releases | grep -qx "$release"; then uninstall "$release"; fi',
    'done',
    `for release in $(releases | grep '^${COLLECTION}'); do uninstall "$release"; done`,
    'end=$(($(date +%s) + 300))',
    'while kubectl get pods -A --no-headers | grep -q Terminating && [ "$(date +%s)" -lt "$end" ]; do',
    '  sleep 5',
    'done',
    'for namespace in $(projects) "$extensions" "$services"; do',
    '  kubectl -n "$namespace" delete pods --all --force --grace-period=0 --ignore-not-found',
    'done',
    // Whoever says nothing keeps the data.
    '{{- if eq (get (.Values.dataspace | default dict) "keepData" | toString) "false" }}',
    'for namespace in $(projects) "$extensions" "$services"; do',
    '  kubectl delete namespace "$namespace" --ignore-not-found --timeout=300s',
    'done',
    'kubectl -n "$admin" delete persistentvolumeclaims --all --wait=false',
    '{{- end }}',
    'left=$(releases)',
    'if [ -n "$left" ]; then',
    '  echo "Not removed: $left" >&2',
    '  exit 1',
    'fi',
  ],
})
