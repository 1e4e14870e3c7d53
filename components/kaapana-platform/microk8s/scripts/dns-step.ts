import { KAAPANA_NAMESPACES } from '../../values/index.ts'
import type { MachinePaths } from '../machine-paths.ts'
import type { Step } from './script.ts'

/**
 * Has pods reach the entrance by the name that people type: Keycloak names itself by it, and the way
 * through the load balancer has another certificate. It has to stand before the release, whose first
 * job looks the name up. One line, as kaapanactl.sh writes it.
 */
export const dnsStep = ({ run }: MachinePaths): Step => ({
  name: 'dns',
  body: `
  local rule="rewrite name exact $HOST_NAME. oauth2-proxy-service.${KAAPANA_NAMESPACES.admin}.svc.cluster.local."
  k --namespace kube-system get configmap coredns --output json >${run}/coredns.json
  if ! jq --exit-status --arg rule "$rule" '.data.Corefile | contains($rule)' ${run}/coredns.json >/dev/null; then
    jq --arg rule "$rule" '.data.Corefile |= ([split("\\n")[]
      | select(test("^ *rewrite name exact [^ ]+ oauth2-proxy-service[.]") | not)
      | if test("^ *kubernetes ") then "    \\($rule)", . else . end] | join("\\n"))' \\
      ${run}/coredns.json >${run}/coredns-new.json
    k replace --filename ${run}/coredns-new.json
    k --namespace kube-system rollout restart deployment/coredns
  fi
  k --namespace kube-system rollout status deployment/coredns --timeout=120s || fail 'CoreDNS does not start'
`,
})
