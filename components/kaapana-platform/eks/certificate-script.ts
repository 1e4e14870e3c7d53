import { KAAPANA_NAMESPACES } from '../values/namespaces.ts'

/** Folder of the certificate in the Job's container. */
export const CERTIFICATE_FOLDER = '/run/secrets/certificate'

/**
 * Puts the certificate in the place of the self-signed one, in both namespaces that have it, and starts
 * those anew that read it: what upstream's `--install-certs` does.
 */
export const CERTIFICATE_SCRIPT: string = [
  'set -eu',
  `for namespace in ${KAAPANA_NAMESPACES.admin} ${KAAPANA_NAMESPACES.services}; do`,
  '  kubectl create secret tls certificate --dry-run=client -o yaml \\',
  `    --cert=${CERTIFICATE_FOLDER}/tls.crt --key=${CERTIFICATE_FOLDER}/tls.key |`,
  '    kubectl -n "$namespace" replace -f -',
  'done',
  `kubectl -n ${KAAPANA_NAMESPACES.admin} rollout restart deployment oauth2-proxy`,
  `kubectl -n ${KAAPANA_NAMESPACES.admin} rollout status deployment oauth2-proxy --timeout=300s`,
].join('\n')
