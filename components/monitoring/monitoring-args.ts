import type * as pulumi from '@pulumi/pulumi'
import type { TopicRef } from '../alarm-topic/topic-ref.ts'
import type { ClusterRef } from '../cluster/cluster-ref.ts'
import type { KeyRef } from '../keys/key-ref.ts'
import type { NetworkPeer } from '../kubernetes-network.ts'
import type { Ownership } from '../ownership.ts'
import type { SignInRef } from '../sign-in-proxy/sign-in-ref.ts'

/** An SNS topic that alerts are published to, with an identity of Alertmanager's own. */
export interface MonitoringTopic {
  /** Cluster of Alertmanager's pods; it needs the add-on `eks-pod-identity-agent`. */
  cluster: ClusterRef
  topic: TopicRef
  /** Key that encrypts the topic. @default the topic is not encrypted with a key of ours */
  key?: KeyRef
  /** Region of the topic. */
  region: string
}

/** An address that alerts are posted to as Alertmanager's JSON. Give `url` or `secretUrl`. */
export interface MonitoringWebhook {
  /** Address without a secret in it: plan and state show it. */
  url?: string
  /** Address that is a secret itself, as those of chat services are. */
  secretUrl?: pulumi.Input<string>
  /** Bearer token sent with every message. @default none */
  token?: pulumi.Input<string>
}

/** Where alerts go: a topic, a webhook, or both. */
export interface MonitoringAlerts {
  topic?: MonitoringTopic
  webhook?: MonitoringWebhook
  /** Lets alerts be seen in Alertmanager alone. @default false */
  nowhere?: boolean
}

/** How people reach Grafana. Without it nobody does but by `kubectl port-forward`. */
export interface MonitoringAccess {
  /** Host name of Grafana, e.g. `grafana.example.org`. */
  hostName: string
  /** People sign in there; members of `allowedGroups` may look. */
  signIn: SignInRef
  /** Groups whose members administer Grafana. @default none */
  adminGroups?: string[]
  /** Where the provider asks who one is. @default Keycloak's, `<issuer>/protocol/openid-connect/auth` */
  authorizationUrl?: string
  /** Where the provider gives tokens. @default Keycloak's, `<issuer>/protocol/openid-connect/token` */
  tokenUrl?: string
  /** Where the provider tells groups. @default Keycloak's, `<issuer>/protocol/openid-connect/userinfo` */
  userInfoUrl?: string
  /** Where people come from: the load balancer's subnets, or the ingress controller's namespace. */
  callers: NetworkPeer[]
  /**
   * Class of an ingress to make, e.g. `nginx`.
   * @default none: something else, e.g. `Edge`, leads the host name to the Service of Grafana
   */
  ingressClassName?: string
  /** Annotations of the ingress, e.g. the load balancer's certificate. @default none */
  ingressAnnotations?: Record<string, string>
  /** Secret with the host name's certificate, where the ingress controller does TLS. @default none */
  tlsSecretName?: string
}

/** An address that is asked every minute, from inside the cluster. */
export interface MonitoringProbe {
  /** Name of a few words, e.g. `mlflow`. */
  name: string
  /** Address that answers 2xx; of https the certificate's end is watched as well. */
  url: string
}

/** Arguments of {@link Monitoring}. */
export interface MonitoringArgs {
  ownership: Ownership
  /** Namespace to make. @default the component's name */
  namespace?: string
  /** Where alerts go. */
  alerts: MonitoringAlerts
  /** Addresses of the nodes: kubelets and node exporters are scraped there. */
  nodes: NetworkPeer[]
  /** Access to Grafana by host name. @default none */
  access?: MonitoringAccess
  /**
   * Existing Secret of the namespace with `admin-user` and `admin-password` of Grafana.
   * @default a new one with a random password, which only the state knows
   */
  adminSecretName?: pulumi.Input<string>
  /** Addresses to probe. @default none */
  probes?: MonitoringProbe[]
  /** Namespaces whose pods are watched for CPU and memory. @default all */
  watchedNamespaces?: string[]
  /** Days that metrics are kept, as far as there is room. @default 30 */
  retentionDays?: number
  /** Size of each Prometheus' disk in GiB; on AWS about 0.095 USD a GiB and month. @default 50 */
  storageGib?: number
  /** Storage class of the disks. @default the cluster's */
  storageClassName?: string
  /** Prometheus and Alertmanager, of each. Two survive the loss of a node. @default 1 */
  replicas?: number
  /** Where docs/runbooks is hosted, for links in alerts. @default the path in the repository */
  runbooksUrl?: string
}
