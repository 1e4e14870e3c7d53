import * as aws from '@pulumi/aws'
import * as pulumi from '@pulumi/pulumi'
import { tagsOf } from '../ownership.ts'
import type { EdgeSite } from './firewall.ts'

/** The hosted zone: the given one, or a new public one. */
export interface EdgeZone {
  readonly id: pulumi.Output<string>
  /** Where the parent domain must delegate to; empty for a given zone. */
  readonly nameServers: pulumi.Output<string[]>
}

/**
 * The zone is public even for an internal edge: certificates are validated from outside, and the
 * records give away private addresses alone.
 */
export function makeZone({ name, args, parent }: EdgeSite): EdgeZone {
  if (args.zoneId !== undefined)
    return { id: pulumi.output(args.zoneId), nameServers: pulumi.output([]) }
  const zone = new aws.route53.Zone(
    name,
    {
      name: args.domain,
      comment: `DataSpace, ${args.ownership.environment}`,
      tags: tagsOf(args.ownership, { name }),
    },
    { parent, protect: args.protect ?? true },
  )
  return { id: zone.zoneId, nameServers: zone.nameServers }
}

/** The certificate: the given one, or a new one that is issued before anything uses it. */
export function makeCertificate(site: EdgeSite, zone: EdgeZone): pulumi.Output<string> {
  const { name, args, plan, parent } = site
  if (args.certificateArn !== undefined) return pulumi.output(args.certificateArn)
  const [domainName, ...subjectAlternativeNames] = plan.hostNames
  const certificate = new aws.acm.Certificate(
    name,
    {
      domainName,
      ...(subjectAlternativeNames.length > 0 && { subjectAlternativeNames }),
      validationMethod: 'DNS',
      tags: tagsOf(args.ownership, { name }),
    },
    { parent },
  )
  const records = plan.hostNames.map((host) => validationRecord(site, { host, certificate, zone }))
  const issued = new aws.acm.CertificateValidation(
    name,
    {
      certificateArn: certificate.arn,
      validationRecordFqdns: records.map(({ fqdn }) => fqdn),
    },
    // Longer means that the parent domain does not delegate to the zone.
    { parent, customTimeouts: { create: '30m' } },
  )
  return issued.certificateArn
}

function validationRecord(
  { name, parent }: EdgeSite,
  on: { host: string; certificate: aws.acm.Certificate; zone: EdgeZone },
): aws.route53.Record {
  const option = on.certificate.domainValidationOptions.apply((options) => {
    const found = options.find(({ domainName }) => domainName === on.host)
    if (found === undefined) throw new Error(`The certificate has no validation for ${on.host}.`)
    return found
  })
  return new aws.route53.Record(
    `${name}-validation-${on.host}`,
    {
      zoneId: on.zone.id,
      name: option.resourceRecordName,
      type: option.resourceRecordType,
      records: [option.resourceRecordValue],
      ttl: 300,
    },
    { parent },
  )
}
