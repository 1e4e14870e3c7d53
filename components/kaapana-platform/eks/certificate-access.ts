import * as k8s from '@pulumi/kubernetes'
import type * as pulumi from '@pulumi/pulumi'
import { KAAPANA_NAMESPACES } from '../values/namespaces.ts'
import type { EksSite } from './eks-site.ts'

type Rule = k8s.types.input.rbac.v1.PolicyRule

const SECRET: Rule = {
  apiGroups: [''],
  resources: ['secrets'],
  resourceNames: ['certificate'],
  verbs: ['get', 'update'],
}

const RULES: Readonly<Record<string, Rule[]>> = {
  [KAAPANA_NAMESPACES.admin]: [
    SECRET,
    {
      apiGroups: ['apps'],
      resources: ['deployments'],
      resourceNames: ['oauth2-proxy'],
      verbs: ['get', 'list', 'watch', 'patch'],
    },
  ],
  [KAAPANA_NAMESPACES.services]: [SECRET],
}

/** Lets a service account of namespace `admin` change the certificate, and nothing else. */
export function allowCertificate(
  { name, labels }: EksSite,
  account: string,
  opts: pulumi.CustomResourceOptions,
): pulumi.Resource[] {
  return Object.entries(RULES).flatMap(([namespace, rules]) => {
    const metadata = { name: account, namespace, labels }
    const role = new k8s.rbac.v1.Role(`${name}-certificate-${namespace}`, { metadata, rules }, opts)
    const binding = new k8s.rbac.v1.RoleBinding(
      `${name}-certificate-${namespace}`,
      {
        metadata,
        roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: account },
        subjects: [{ kind: 'ServiceAccount', name: account, namespace: KAAPANA_NAMESPACES.admin }],
      },
      opts,
    )
    return [role, binding]
  })
}
