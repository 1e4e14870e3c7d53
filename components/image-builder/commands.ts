import { CONTAINER } from './builder-pod.ts'
import { BUILDKITD_PORT } from './buildkitd-config.ts'

/** What a client types to use a builder. */
export interface BuilderCommands {
  readonly start: string
  readonly connect?: string
  readonly create: string
  readonly diagnose: string
  readonly stop: string
}

/** Commands for a builder on Kubernetes: with kubectl, whose current context is the cluster. */
export function kubernetesCommands(builder: string, namespace: string): BuilderCommands {
  const kubectl = `kubectl --namespace ${namespace}`
  const scale = (replicas: number) =>
    `${kubectl} scale statefulset ${builder} --replicas=${replicas}`
  const endpoint = `kube-pod://${builder}-0?namespace=${namespace}&container=${CONTAINER}`
  return {
    // A node has to boot first.
    start: `${scale(1)} && ${kubectl} rollout status statefulset ${builder} --timeout=15m`,
    create: createBuilder(builder, endpoint),
    diagnose: `${kubectl} describe pod ${builder}-0`,
    stop: scale(0),
  }
}

/** Commands for a builder on an instance: with the AWS CLI and its plug-in for Session Manager. */
export function instanceCommands(
  builder: string,
  instance: { instanceId: string; region: string },
): BuilderCommands {
  const { instanceId: id, region } = instance
  const ec2 = (action: string, option = '--instance-ids') =>
    `aws ec2 ${action} --region ${region} ${option} ${id}`
  const ports = `portNumber=${BUILDKITD_PORT},localPortNumber=${BUILDKITD_PORT}`
  return {
    start: `${ec2('start-instances')} && ${ec2('wait instance-status-ok')}`,
    connect: `aws ssm start-session --region ${region} --target ${id} --document-name AWS-StartPortForwardingSession --parameters ${ports}`,
    create: createBuilder(builder, `tcp://127.0.0.1:${BUILDKITD_PORT}`),
    diagnose: `${ec2('get-console-output', '--instance-id')} --latest --output text`,
    stop: ec2('stop-instances'),
  }
}

const createBuilder = (builder: string, endpoint: string): string =>
  `docker buildx create --name ${builder} --driver remote '${endpoint}'`
