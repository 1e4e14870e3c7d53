import type { MachinePaths } from '../machine-paths.ts'
import { head } from './script.ts'

/** Minutes after which a token of ECR, which lives for 12 hours, is replaced. */
const RENEWAL_MINUTES = 360

/** Annotation with the beginning of a hash of the token that a pull secret has. */
const ANNOTATION = 'dataspace/token'

/**
 * Script that keeps every `registry-secret` fresh: Kaapana's charts write the token of the day of
 * installation into each namespace, new ones of projects too. A timer starts it each minute. Pods keep
 * the instance's role out of reach, so the token is fetched here; no argument and no log shows it.
 */
export const pullSecretScript = (paths: MachinePaths): string => {
  const { run, state } = paths
  const token = `${run}/token`
  return `${head(paths)}
command -v microk8s >/dev/null && command -v aws >/dev/null && command -v jq >/dev/null || exit 0
k get --raw /readyz >/dev/null 2>&1 || exit 0
exec 9>${run}/pull-secret.lock
flock 9
if [[ -z "$(find ${token} -mmin -${RENEWAL_MINUTES} 2>/dev/null)" ]]; then
  aws ecr get-login-password >${token}.new
  mv ${token}.new ${token}
fi
hash=$(sha256sum <${token} | cut --characters=1-16)
k get secrets --all-namespaces --field-selector metadata.name=registry-secret --output json |
  jq --raw-output --arg hash "$hash" \\
    '.items[].metadata | select(.annotations["${ANNOTATION}"] != $hash) | .namespace' >${run}/namespaces
jq --null-input --rawfile token ${token} --arg hash "$hash" --arg registry "$REGISTRY" '
  ("AWS:" + ($token | rtrimstr("\\n")) | @base64) as $auth
  | {metadata: {annotations: {"${ANNOTATION}": $hash}},
     data: {".dockerconfigjson": ({auths: {"https://\\($registry)": {auth: $auth}}} | tojson | @base64)}}' \\
  >${run}/pull-secret.json
while read -r namespace <&3; do
  k --namespace "$namespace" patch secret registry-secret --type merge --patch-file ${run}/pull-secret.json
done 3<${run}/namespaces
# When the token that all have was fetched; its age is a metric.
touch --reference=${token} ${state}/pull-secret
`
}
