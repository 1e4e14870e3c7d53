import type { NodeGroupPlan } from './node-group-plan.ts'

const BOUNDARY = 'dataspace-node'

/**
 * User data of a node group's launch template, base64; nothing where EKS's own is all there is. EKS adds
 * its part to it, and starts kubelet after the script.
 * https://docs.aws.amazon.com/eks/latest/userguide/launch-templates.html#launch-template-user-data
 */
export function nodeUserData({
  bootScript,
  maxPods,
}: Pick<NodeGroupPlan, 'bootScript' | 'maxPods'>): string | undefined {
  const parts = [
    ...(bootScript === undefined ? [] : [part('text/x-shellscript', bootScript)]),
    ...(maxPods === undefined ? [] : [part('application/node.eks.aws', nodeConfig(maxPods))]),
  ]
  if (parts.length === 0) return undefined
  const lines = [
    'MIME-Version: 1.0',
    `Content-Type: multipart/mixed; boundary="${BOUNDARY}"`,
    '',
    ...parts,
    `--${BOUNDARY}--`,
    '',
  ]
  return Buffer.from(lines.join('\n')).toString('base64')
}

const part = (type: string, body: string) =>
  [`--${BOUNDARY}`, `Content-Type: ${type}; charset="us-ascii"`, '', body].join('\n')

/** https://awslabs.github.io/amazon-eks-ami/nodeadm/doc/api/ */
const nodeConfig = (maxPods: number) =>
  JSON.stringify({
    apiVersion: 'node.eks.aws/v1alpha1',
    kind: 'NodeConfig',
    spec: { kubelet: { config: { maxPods } } },
  })
