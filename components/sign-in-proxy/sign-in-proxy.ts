import * as k8s from '@pulumi/kubernetes'
import * as pulumi from '@pulumi/pulumi'
import * as random from '@pulumi/random'
import { selectorOf } from '../kubernetes-labels.ts'
import {
  type Ground,
  makeNamespace,
  makePolicies,
  makeSecret,
} from '../namespace/restricted-namespace.ts'
import {
  computeOf,
  hardenedAs,
  oneAtATime,
  restrictedPod,
  scaling,
  spreadOver,
} from '../namespace/restricted-pod.ts'
import { OAUTH2_PROXY_IMAGE } from '../versions.ts'
import { proxyArguments, SIGN_IN_PORT, SIGN_IN_SECRETS } from './proxy-arguments.ts'
import type { SignInProxyArgs } from './sign-in-proxy-args.ts'
import { planSignInProxy, type SignInPlan, signInPolicies } from './sign-in-proxy-plan.ts'

type PodSpec = k8s.types.input.core.v1.PodSpec

/**
 * oauth2-proxy before a tool that knows no sign-in: people of the allowed groups of an OpenID Connect
 * provider get through, nobody else does. Sessions are in encrypted cookies, so any replica serves
 * anybody and nothing is kept in the cluster.
 *
 * Makes: Namespace, ServiceAccount, NetworkPolicies, Secret with the client's secret and a random key
 * for cookies, Deployment of three, Service (port 80), HorizontalPodAutoscaler, PodDisruptionBudget.
 *
 * Cost: none beyond the nodes it runs on (150m CPU, 96 MiB requested).
 *
 * It makes no ingress, certificate or DNS (see Edge) and no application at the provider.
 *
 * @example
 * ```ts
 * new SignInProxy('tracking-sign-in', {
 *   ownership: { owner: 'ml-platform', environment: 'prod' },
 *   upstream: { url: tracking.url, namespace: 'tracking', port: 5000 },
 *   hostName: 'mlflow.example.org',
 *   signIn: {
 *     issuer: 'https://sso.example.org/realms/hospital',
 *     clientId: 'mlflow',
 *     clientSecret: config.requireSecret('mlflowClientSecret'),
 *     allowedGroups: ['ml-team'],
 *   },
 *   callers: [{ cidr: '10.20.0.0/18' }],
 * }, { provider: clusterProvider })
 * ```
 */
export class SignInProxy extends pulumi.ComponentResource {
  readonly namespace: pulumi.Output<string>
  /** Name of the Service; its port 80 is called `http`, and `/ready` tells whether it serves. */
  readonly serviceName: pulumi.Output<string>

  constructor(name: string, args: SignInProxyArgs, opts?: pulumi.ComponentResourceOptions) {
    const plan = planSignInProxy(name, args)
    super('dataspace:index:SignInProxy', name, {}, opts)
    const ground = makeNamespace(name, { ...plan, ownership: args.ownership }, this)
    const selector = selectorOf(plan.labels)
    const guards = makePolicies(ground, signInPolicies(args, selector))
    const deployment = makeProxy(ground, { args, plan, selector, guards })
    const { metadata, inside } = ground
    new k8s.autoscaling.v2.HorizontalPodAutoscaler(
      name,
      { metadata: metadata(name), spec: scaling(name, plan.replicas) },
      { ...inside, dependsOn: [deployment] },
    )
    const ports = [{ name: 'http', port: 80, targetPort: 'http' }]
    const service = new k8s.core.v1.Service(
      name,
      { metadata: metadata(name), spec: { type: 'ClusterIP', selector, ports } },
      { ...inside, dependsOn: [deployment] },
    )
    this.namespace = ground.namespace
    this.serviceName = service.metadata.name
    this.registerOutputs({ namespace: this.namespace, serviceName: this.serviceName })
  }
}

interface ProxyParts {
  readonly args: SignInProxyArgs
  readonly plan: SignInPlan
  readonly selector: Record<string, string>
  readonly guards: pulumi.Resource[]
}

function makeProxy(ground: Ground, parts: ProxyParts): k8s.apps.v1.Deployment {
  const { name, metadata, inside, parent } = ground
  const { args, selector } = parts
  // 32 letters are the 32 bytes that AES-256 takes.
  const key = new random.RandomPassword(
    `${name}-cookies`,
    { length: 32, special: false },
    { parent },
  )
  const secret = makeSecret(ground, {
    role: 'secrets',
    data: { 'client-secret': args.signIn.clientSecret, 'cookie-secret': key.result },
  })
  const own = metadata(name)
  const account = new k8s.core.v1.ServiceAccount(
    name,
    { metadata: own, automountServiceAccountToken: false },
    inside,
  )
  new k8s.policy.v1.PodDisruptionBudget(name, { metadata: own, spec: oneAtATime(selector) }, inside)
  const annotations = { 'dataspace/secret': secret.fingerprint }
  return new k8s.apps.v1.Deployment(
    name,
    {
      metadata: own,
      spec: {
        // No `replicas`: they are the autoscaler's, which starts at its minimum.
        selector: { matchLabels: selector },
        strategy: { rollingUpdate: { maxUnavailable: 0, maxSurge: 1 } },
        revisionHistoryLimit: 3,
        template: {
          metadata: { labels: { ...own.labels, ...selector }, annotations },
          spec: proxyPod(parts, { account: account.metadata.name, secret: secret.name }),
        },
      },
    },
    { ...inside, dependsOn: parts.guards },
  )
}

/** Above the users of nodes; the program is one file and needs no entry in /etc/passwd. */
const ID = 10_001

const COMPUTE = { cpuRequest: '50m', memoryRequest: '32Mi', cpuLimit: '500m', memoryLimit: '128Mi' }

function proxyPod(
  { args, plan, selector }: ProxyParts,
  names: { account: pulumi.Input<string>; secret: pulumi.Input<string> },
): PodSpec {
  const probe = (path: string) => ({ httpGet: { path, port: 'http' }, timeoutSeconds: 3 })
  return {
    ...restrictedPod(names.account, ID),
    terminationGracePeriodSeconds: 45,
    topologySpreadConstraints: spreadOver(selector, plan.spreadZones),
    containers: [
      {
        name: 'proxy',
        image: args.image?.reference ?? OAUTH2_PROXY_IMAGE,
        imagePullPolicy: 'IfNotPresent',
        args: proxyArguments({ ...args, ...plan, upstream: args.upstream.url }),
        ports: [{ name: 'http', containerPort: SIGN_IN_PORT }],
        resources: computeOf(COMPUTE, '64Mi'),
        securityContext: hardenedAs(ID),
        lifecycle: { preStop: { sleep: { seconds: 10 } } },
        // Fails while the provider's discovery document cannot be read: it exits then.
        startupProbe: { ...probe('/ready'), periodSeconds: 2, failureThreshold: 60 },
        readinessProbe: { ...probe('/ready'), periodSeconds: 10 },
        livenessProbe: { ...probe('/ping'), periodSeconds: 10, failureThreshold: 6 },
        volumeMounts: [{ name: 'secrets', mountPath: SIGN_IN_SECRETS, readOnly: true }],
      },
    ],
    volumes: [{ name: 'secrets', secret: { secretName: names.secret, defaultMode: 0o440 } }],
  }
}
