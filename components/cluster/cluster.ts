import * as pulumi from '@pulumi/pulumi'
import { createAccess } from './access.ts'
import { planAddOns } from './add-on-plan.ts'
import { createAddOns } from './add-ons.ts'
import type { ClusterArgs } from './cluster-args.ts'
import { planCluster } from './cluster-plan.ts'
import { kubeconfigOf } from './cluster-provider.ts'
import { type ClusterContext, createControlPlane } from './control-plane.ts'
import { createFileSystem } from './file-system.ts'
import { createNodeGroups, createNodeRole } from './node-groups.ts'

/**
 * An EKS cluster that is private and closed until told otherwise: no public endpoint, access by
 * access entries only, secrets, logs and disks under keys of the institution, all control-plane logs
 * kept for a year, nodes without SSH whose pods cannot reach the nodes' credentials.
 *
 * Resources: the log group; roles of control plane and nodes; `eks.Cluster`; an access entry and
 * policy for each of `access`; the add-ons vpc-cni (with network policies), kube-proxy and
 * eks-pod-identity-agent before the nodes, coredns, metrics-server, EBS CSI, Secrets Store CSI and
 * EFS CSI (with a file system only) after them; a launch template and `eks.ManagedNodeGroup` for each
 * group; pod identities for the add-ons that call AWS; on request an encrypted file system.
 *
 * Cost: 73 USD a month for the control plane (AWS's EKS price list of November 2026: 0.10 USD an
 * hour, 0.60 in extended support), and the nodes, at EC2's price.
 *
 * It does not install what needs the Kubernetes API (see `ClusterServices`), makes no OIDC provider
 * (workloads get their roles by `WorkloadIdentity`) and no GuardDuty agent (GuardDuty installs it when
 * its runtime monitoring manages agents). `@pulumi/eks` needs the `aws` command to be installed.
 *
 * @example
 * ```ts
 * const cluster = new Cluster('main', {
 *   ownership,
 *   network,
 *   region: 'eu-central-1',
 *   accountId: '123456789012',
 *   keys: { secrets: secretsKey, logs: logsKey, volumes: volumesKey },
 *   access: {
 *     deploy: { principalArn: deployRoleArn, policy: ClusterAccessPolicy.ClusterAdmin },
 *     oncall: { principalArn: onCallRoleArn, policy: ClusterAccessPolicy.View },
 *   },
 *   nodeGroups: {
 *     system: { instanceTypes: ['m7i.large'], minSize: 3, maxSize: 6 },
 *     gpu: { instanceTypes: ['g6.xlarge'], maxSize: 2, gpu: true },
 *   },
 * })
 * ```
 */
export class Cluster extends pulumi.ComponentResource {
  /** Name of the cluster. */
  readonly clusterName: pulumi.Output<string>
  /** ARN of the cluster. */
  readonly arn: pulumi.Output<string>
  /** HTTPS address of the API server, known once nodes, add-ons and access are there. */
  readonly endpoint: pulumi.Output<string>
  /** The API server's certificate authority, base64 of PEM. */
  readonly certificateAuthority: pulumi.Output<string>
  /** Security group that EKS puts on control plane and nodes. */
  readonly securityGroupId: pulumi.Output<string>
  /** Minor version of Kubernetes. */
  readonly kubernetesVersion: pulumi.Output<string>
  /** A kubeconfig without credentials; a secret. */
  readonly kubeconfig: pulumi.Output<string>
  /** ARN of the nodes' role. */
  readonly nodeRoleArn: pulumi.Output<string>
  /** Id of the file system, once it can be mounted; absent when none was asked for. */
  readonly fileSystemId?: pulumi.Output<string>

  constructor(name: string, args: ClusterArgs, opts?: pulumi.ComponentResourceOptions) {
    const plan = planCluster(name, args)
    super('dataspace:index:Cluster', name, {}, opts)
    const context: ClusterContext = { name, args, plan, parent: this }
    const cluster = createControlPlane(context)
    const control = cluster.eksCluster
    const access = createAccess(context, control.name)
    const phases = planAddOns(plan, args.fileSystem !== undefined)
    const early = createAddOns(context, cluster, { plans: phases.beforeNodes, after: [] })
    const role = createNodeRole(context)
    const nodes = createNodeGroups(context, cluster, { role, after: early })
    const late = createAddOns(context, cluster, { plans: phases.afterNodes, after: nodes })

    this.clusterName = control.name
    this.arn = control.arn
    this.certificateAuthority = control.certificateAuthority.data
    this.securityGroupId = control.vpcConfig.clusterSecurityGroupId
    this.kubernetesVersion = control.version
    this.nodeRoleArn = role.role.arn
    const ready = [...access, ...early, ...nodes, ...late].map(({ urn }) => urn)
    this.endpoint = pulumi.all([control.endpoint, ...ready]).apply(([endpoint = '']) => endpoint)
    this.kubeconfig = kubeconfigOf(this)
    if (args.fileSystem !== undefined)
      this.fileSystemId = createFileSystem(context, args.fileSystem, this.securityGroupId)
    this.registerOutputs({
      clusterName: this.clusterName,
      arn: this.arn,
      endpoint: this.endpoint,
      certificateAuthority: this.certificateAuthority,
      securityGroupId: this.securityGroupId,
      kubernetesVersion: this.kubernetesVersion,
      kubeconfig: this.kubeconfig,
      nodeRoleArn: this.nodeRoleArn,
      ...(this.fileSystemId !== undefined && { fileSystemId: this.fileSystemId }),
    })
  }
}
