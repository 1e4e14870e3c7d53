import * as pulumi from '@pulumi/pulumi'
import { tagsOf } from '../ownership.ts'
import { type EdgeArgs, type EdgeBackend, EdgeTlsPolicy } from './edge-args.ts'
import type { EdgePlan } from './plan.ts'

const PREFIX = 'alb.ingress.kubernetes.io'

/** What the load balancer is given from other resources. */
export interface EdgeParts {
  readonly certificateArn: pulumi.Input<string>
  readonly webAclArn: pulumi.Input<string>
}

/**
 * What the AWS Load Balancer Controller makes of the Ingress.
 * https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/ingress/annotations/
 */
export function ingressAnnotations(
  name: string,
  on: { args: EdgeArgs; plan: EdgePlan; parts: EdgeParts; backend: EdgeBackend },
): Record<string, pulumi.Input<string>> {
  const { args, plan, parts, backend } = on
  const { tlsPolicy = EdgeTlsPolicy.Tls12 } = args
  const isGroup = Object.keys(plan.backends).length > 1
  const annotations = {
    // What is of the load balancer has to be alike on every Ingress of a group.
    ...(isGroup && { 'group.name': name }),
    scheme: plan.scheme,
    'target-type': 'ip',
    subnets: pulumi.output(args.subnetIds).apply((ids) => ids.join(',')),
    'inbound-cidrs': plan.allowedCidrs.join(','),
    'listen-ports': JSON.stringify([{ HTTP: 80 }, { HTTPS: 443 }]),
    'ssl-redirect': '443',
    'ssl-policy': tlsPolicy,
    'certificate-arn': parts.certificateArn,
    'wafv2-acl-arn': parts.webAclArn,
    'load-balancer-attributes': loadBalancerAttributes(name, args),
    'target-group-attributes': list({
      'deregistration_delay.timeout_seconds': String(plan.deregistrationSeconds),
    }),
    'healthcheck-path': backend.healthPath ?? '/readyz',
    'healthcheck-interval-seconds': '10',
    'healthcheck-timeout-seconds': '5',
    'healthy-threshold-count': '2',
    'unhealthy-threshold-count': '2',
    'success-codes': '200',
    tags: list(tagsOf(args.ownership, { name })),
  }
  return Object.fromEntries(
    Object.entries(annotations).map(([key, value]) => [`${PREFIX}/${key}`, value]),
  )
}

function loadBalancerAttributes(name: string, args: EdgeArgs): pulumi.Output<string> {
  return pulumi.output(args.accessLogs.bucketName).apply((bucket) =>
    list({
      'access_logs.s3.enabled': 'true',
      'access_logs.s3.bucket': bucket,
      'access_logs.s3.prefix': name,
      'deletion_protection.enabled': String(args.deletionProtection ?? true),
      'routing.http.drop_invalid_header_fields.enabled': 'true',
      'routing.http.desync_mitigation_mode': 'strictest',
      // Below the service's 65 s for idle connections: the load balancer closes first.
      'idle_timeout.timeout_seconds': '60',
    }),
  )
}

/** `a=b,c=d`, which is why tags with a comma are refused. */
const list = (entries: Record<string, string>): string =>
  Object.entries(entries)
    .map(([key, value]) => `${key}=${value}`)
    .join(',')
