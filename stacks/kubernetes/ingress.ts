import * as k8s from '@pulumi/kubernetes'
import type * as pulumi from '@pulumi/pulumi'
import { labelsOf } from '../../components/kubernetes-labels.ts'
import type { KubernetesGround } from './ground.ts'

/** A Service that a host name leads to. */
export interface IngressBackend {
  /** Name of the ingress. */
  readonly name: string
  readonly hostName: string
  /** The component whose Service it is. */
  readonly of: pulumi.ComponentResource & {
    readonly namespace: pulumi.Output<string>
    readonly serviceName: pulumi.Output<string>
  }
  readonly port: number
}

/** Makes an ingress, by TLS alone: its controller sends whoever comes without to https. */
export function makeIngress(ground: KubernetesGround, backend: IngressBackend): void {
  const { name, hostName, of, port } = backend
  const { className, certificateSecret } = ground.settings.kubernetes.ingress
  const service = { name: of.serviceName, port: { number: port } }
  new k8s.networking.v1.Ingress(
    name,
    {
      metadata: {
        name,
        namespace: of.namespace,
        labels: labelsOf(ground.ownership, { application: 'ingress', instance: name }),
        annotations: ingressAnnotations(ground),
      },
      spec: {
        ...(className !== undefined && { ingressClassName: className }),
        tls: [{ hosts: [hostName], secretName: certificateSecret }],
        rules: [
          {
            host: hostName,
            http: { paths: [{ path: '/', pathType: 'Prefix', backend: { service } }] },
          },
        ],
      },
    },
    { parent: of },
  )
}

/** Asks cert-manager for the certificate, where there is an issuer. */
export function ingressAnnotations({ settings }: KubernetesGround): Record<string, string> {
  const { clusterIssuer } = settings.kubernetes.ingress
  return clusterIssuer === undefined ? {} : { 'cert-manager.io/cluster-issuer': clusterIssuer }
}
