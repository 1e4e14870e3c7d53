import * as k8s from '@pulumi/kubernetes'
import type * as pulumi from '@pulumi/pulumi'
import type { ListenerName } from '../listeners.ts'
import { KAAPANA_NAMESPACES } from '../values/namespaces.ts'
import type { InstalledPlatform } from './admin-release.ts'
import type { EksSite } from './eks-site.ts'

interface BoundService {
  readonly namespace: string
  readonly service: string
  /** Name of the Service's port. */
  readonly port: string
}

const SERVICES: Readonly<Record<ListenerName, BoundService>> = {
  https: {
    namespace: KAAPANA_NAMESPACES.admin,
    service: 'oauth2-proxy-service',
    port: 'https-port',
  },
  http: { namespace: KAAPANA_NAMESPACES.admin, service: 'traefik-http', port: 'web' },
  dicom: {
    namespace: KAAPANA_NAMESPACES.services,
    service: 'ctp-dicom-service',
    port: 'ctp-dcm-port',
  },
}

/**
 * Has the load-balancer controller register the pods of Kaapana's three Services with the target groups.
 * A release that is replaced may take its namespaces with it: the bindings are made again after it.
 * https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/targetgroupbinding/targetgroupbinding/
 */
export function bindTargets(
  { name, balancer, labels, child }: EksSite,
  { release, identity }: InstalledPlatform,
): pulumi.Resource[] {
  return (Object.keys(SERVICES) as ListenerName[]).map((listener) => {
    const { namespace, service, port } = SERVICES[listener]
    return new k8s.apiextensions.CustomResource(
      `${name}-${listener}`,
      {
        apiVersion: 'elbv2.k8s.aws/v1beta1',
        kind: 'TargetGroupBinding',
        metadata: {
          name: `${name}-${listener}`,
          namespace,
          labels,
        },
        spec: {
          serviceRef: { name: service, port },
          targetGroupARN: balancer.targetGroupArns[listener],
          targetType: 'ip',
        },
      },
      {
        ...child,
        dependsOn: [release],
        deleteBeforeReplace: true,
        replacementTrigger: identity,
      },
    )
  })
}
