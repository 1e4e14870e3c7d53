import type * as k8s from '@pulumi/kubernetes'

type PolicyRule = k8s.types.input.rbac.v1.PolicyRule

/**
 * What clients may do in the builder's namespace: buildx runs `kubectl exec` in the pod; starting and
 * stopping are a matter of scale.
 */
export function clientRules(builder: string): PolicyRule[] {
  const pod = (resource: string, verbs: string[]): PolicyRule => ({
    apiGroups: [''],
    resources: [resource],
    resourceNames: [`${builder}-0`],
    verbs,
  })
  const set = (resource: string, verbs: string[]): PolicyRule => ({
    apiGroups: ['apps'],
    resources: [resource],
    resourceNames: [builder],
    verbs,
  })
  return [
    pod('pods', ['get']),
    // `get` as well: kubectl opens the stream by WebSocket.
    pod('pods/exec', ['create', 'get']),
    pod('pods/log', ['get']),
    { apiGroups: [''], resources: ['events'], verbs: ['list'] },
    set('statefulsets', ['get', 'list', 'watch']),
    set('statefulsets/scale', ['get', 'patch', 'update']),
  ]
}
