import { createHash } from 'node:crypto'
import type { PlainValue } from '../../engine/wire.ts'
import { type ConstructionSite, outputOf, type RegisteredChild } from '../construction-site.ts'

/** A role for a service of AWS, with policies of AWS. */
export interface ServiceRoleRequest {
  readonly name: string
  readonly parent: string
  readonly service: string
  readonly description?: string
  /** Names of AWS-managed policies. */
  readonly policies: readonly string[]
  readonly actions?: string[]
  readonly tags: PlainValue | undefined
}

/** A role with its attachments: who needs its rights waits for all of them. */
export interface ServiceRole {
  readonly role: RegisteredChild
  readonly attachments: readonly RegisteredChild[]
}

/** Registers the component `eks:index:ServiceRole` with its children. */
export async function registerServiceRole(
  site: ConstructionSite,
  request: ServiceRoleRequest,
): Promise<ServiceRole> {
  const { name, service, description, policies, tags } = request
  const component = await site.register({
    type: 'eks:index:ServiceRole',
    name,
    custom: false,
    parent: request.parent,
    inputs: { service, description, tags },
    from: ['tags'],
  })
  const statement = {
    Action: request.actions ?? ['sts:AssumeRole'],
    Effect: 'Allow',
    Principal: { Service: [service] },
  }
  const role = await site.register({
    type: 'aws:iam/role:Role',
    name: `${name}-role`,
    parent: component.urn,
    inputs: {
      description,
      assumeRolePolicy: JSON.stringify({ Version: '2012-10-17', Statement: [statement] }),
      tags,
    },
    from: ['tags'],
  })
  const attachments = []
  for (const policy of policies) {
    const policyArn = `arn:aws:iam::aws:policy/${policy}`
    const suffix = createHash('sha1').update(policyArn).digest('hex').slice(0, 8)
    const inputs = { policyArn, role: outputOf(role, 'name') }
    const type = 'aws:iam/rolePolicyAttachment:RolePolicyAttachment'
    attachments.push(
      await site.register({
        type,
        name: `${name}-${suffix}`,
        parent: component.urn,
        inputs,
        after: [role],
      }),
    )
  }
  return { role, attachments }
}
