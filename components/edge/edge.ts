import * as aws from '@pulumi/aws'
import * as k8s from '@pulumi/kubernetes'
import * as pulumi from '@pulumi/pulumi'
import { labelsOf } from '../kubernetes-labels.ts'
import { type EdgeZone, makeCertificate, makeZone } from './certificate.ts'
import type { EdgeArgs, EdgeBackend } from './edge-args.ts'
import { type EdgeSite, makeFirewall } from './firewall.ts'
import { type EdgeParts, ingressAnnotations } from './ingress-annotations.ts'
import { planEdge } from './plan.ts'

/**
 * The way into a Kubernetes Service from outside the cluster: host names in a DNS zone, a certificate,
 * and an Ingress of which the AWS Load Balancer Controller makes an Application Load Balancer with
 * TLS, a redirect from HTTP, a web application firewall and access logs. Internal unless
 * `publicAccess` says otherwise.
 *
 * Makes: hosted zone (unless given), certificate with its validation records (unless given), web ACL
 * with five rules, its log group, Ingress, and an alias record a host name.
 *
 * Cost a month at defaults, without traffic: about 30.20 USD: load balancer 19.70 (eu-central-1, 0.027
 * an hour), web ACL 5.00 and five rules 5.00, zone 0.50 (AWS's list prices of Elastic Load Balancing,
 * WAF and Route 53); traffic adds capacity units, inspected requests and logs.
 *
 * It installs no controller and no external-dns: the records are made here, from the address that the
 * controller writes into the Ingress.
 *
 * @example
 * ```ts
 * new Edge('edge', {
 *   ownership: { owner: 'platform', environment: 'prod' },
 *   region: 'eu-central-1',
 *   accountId: '111122223333',
 *   domain: 'dataspace.example.org',
 *   backend: {
 *     hostNames: ['predict.dataspace.example.org'],
 *     namespace: service.namespace,
 *     serviceName: service.serviceName,
 *   },
 *   subnetIds: network.privateSubnetIds,
 *   internalCidrs: ['10.20.0.0/16', '192.0.2.0/24'],
 *   accessLogs,
 *   logKey,
 * }, { providers: [clusterProvider] })
 * ```
 */
export class Edge extends pulumi.ComponentResource {
  /** Addresses, `https://<host name>`, in the order of the host names. */
  readonly urls: pulumi.Output<string[]>
  readonly zoneId: pulumi.Output<string>
  /** Name servers of a new zone, for the parent domain; empty for a given zone. */
  readonly nameServers: pulumi.Output<string[]>
  readonly certificateArn: pulumi.Output<string>
  readonly webAclArn: pulumi.Output<string>
  /** DNS name of the load balancer. */
  readonly loadBalancerName: pulumi.Output<string>

  constructor(name: string, args: EdgeArgs, opts?: pulumi.ComponentResourceOptions) {
    const plan = planEdge(name, args)
    super('dataspace:index:Edge', name, {}, opts)
    const site: EdgeSite = { name, args, plan, parent: this }
    const zone = makeZone(site)
    const certificateArn = makeCertificate(site, zone)
    const { acl, ready } = makeFirewall(site)
    const parts = { certificateArn, webAclArn: acl.arn }
    const [ingress, ...more] = Object.entries(plan.backends).map(([own, backend]) =>
      makeIngress(site, { own, backend, parts }, ready),
    )
    const balancer = addressOf(ingress, more)
    for (const host of plan.hostNames) makeRecord(site, { host, zone, balancer })
    this.urls = pulumi.output(plan.hostNames.map((host) => `https://${host}`))
    this.zoneId = zone.id
    this.nameServers = zone.nameServers
    this.certificateArn = certificateArn
    this.webAclArn = acl.arn
    this.loadBalancerName = balancer
    this.registerOutputs({
      urls: this.urls,
      zoneId: this.zoneId,
      nameServers: this.nameServers,
      certificateArn: this.certificateArn,
      webAclArn: this.webAclArn,
      loadBalancerName: this.loadBalancerName,
    })
  }
}

function makeIngress(
  site: EdgeSite,
  of: { own: string; backend: EdgeBackend; parts: EdgeParts },
  firewall: pulumi.Resource,
): k8s.networking.v1.Ingress {
  const { args, plan, parent } = site
  const { namespace, serviceName, portName = 'http', hostNames } = of.backend
  const { own: name } = of
  const backend = { service: { name: serviceName, port: { name: portName } } }
  const paths = [{ path: '/', pathType: 'Prefix', backend }]
  return new k8s.networking.v1.Ingress(
    name,
    {
      metadata: {
        name,
        namespace,
        labels: labelsOf(args.ownership, { application: 'edge', instance: name }),
        annotations: ingressAnnotations(site.name, { args, plan, ...of }),
      },
      spec: {
        ingressClassName: args.ingressClassName ?? 'alb',
        rules: hostNames.map((host) => ({ host, http: { paths } })),
      },
    },
    { parent, dependsOn: [firewall] },
  )
}

/** Known once the controller has made the load balancer, which creating the Ingresses waits for. */
function addressOf(
  ingress: k8s.networking.v1.Ingress | undefined,
  more: readonly k8s.networking.v1.Ingress[],
): pulumi.Output<string> {
  const all = pulumi.all([ingress?.status, pulumi.all(more.map(({ id }) => id))])
  return all.apply(([status]) => {
    const name = status?.loadBalancer?.ingress?.[0]?.hostname
    if (name === undefined)
      throw new pulumi.RunError(
        'The Ingress has no load balancer. See the events of `kubectl describe ingress`: is the AWS ' +
          'Load Balancer Controller running?',
      )
    return name
  })
}

function makeRecord(
  { name, plan, parent }: EdgeSite,
  on: { host: string; zone: EdgeZone; balancer: pulumi.Output<string> },
): void {
  new aws.route53.Record(
    `${name}-${on.host}`,
    {
      zoneId: on.zone.id,
      name: on.host,
      type: 'A',
      aliases: [{ name: on.balancer, zoneId: plan.loadBalancerZone, evaluateTargetHealth: true }],
    },
    { parent },
  )
}
