import type * as pulumi from '@pulumi/pulumi'
import type { ImageRef } from '../image/image-ref.ts'
import type { NetworkPeer } from '../kubernetes-network.ts'
import type { Ownership } from '../ownership.ts'
import type { SignInRef } from './sign-in-ref.ts'

/** The tool behind a proxy. */
export interface SignInUpstream {
  /** Address within the cluster, e.g. `http://tracking.tracking.svc:5000`. */
  url: pulumi.Input<string>
  /** Namespace of the tool. */
  namespace: string
  /** Port of its pods. */
  port: number
}

/** Arguments of {@link SignInProxy}. */
export interface SignInProxyArgs {
  ownership: Ownership
  /** Namespace to make. @default the component's name */
  namespace?: string
  upstream: SignInUpstream
  /** Host name that browsers use, e.g. `mlflow.example.org`; the tool has to answer to it. */
  hostName: string
  /** Application at the provider; its redirect address is `https://<hostName>/oauth2/callback`. */
  signIn: SignInRef
  /** Who may connect: the load balancer's subnets or an ingress controller's namespace. */
  callers: NetworkPeer[]
  /**
   * Where the provider is, reached by HTTPS.
   * @default any address
   */
  providerPeers?: NetworkPeer[]
  /** Hours until a person signs in again; who leaves the groups is out within 15 minutes. @default 8 */
  sessionHours?: number
  /** Least number of replicas; under load there are up to twice as many. @default 3 */
  replicas?: number
  /** Puts no two more replicas into one zone than into another; off for a single zone. @default true */
  spreadZones?: boolean
  /**
   * Image of oauth2-proxy 7.15, by digest.
   * @default upstream's, by the version in the version table
   */
  image?: ImageRef
}
