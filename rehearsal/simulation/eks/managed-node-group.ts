import type { PlainValue, Properties } from '../../engine/wire.ts'
import {
  type Construct,
  type ConstructionSite,
  idOf,
  lookedUp,
  madeOf,
  outputOf,
  type RegisteredChild,
} from '../construction-site.ts'
import { subnetsOf } from './control-plane.ts'

const OWN_USER_DATA = [
  'kubeletExtraArgs',
  'bootstrapExtraArgs',
  'bottlerocketSettings',
  'nodeadmExtraOptions',
]
const OWN_TEMPLATE = [...OWN_USER_DATA, 'enableIMDSv2', 'userData', 'amiId', 'enableEfaSupport']
/** Arguments of the component that are none of the node group itself. */
const NOT_PASSED_ON = [
  ...OWN_TEMPLATE,
  'cluster',
  'gpu',
  'ignoreScalingChanges',
  'nodeRole',
  'operatingSystem',
  'placementGroupAvailabilityZone',
]

/** `eks.ManagedNodeGroup`: a node group, with a launch template where an argument asks for one. */
export const constructManagedNodeGroup: Construct = async ({ name, inputs }, site) => {
  const core = await coreOf(inputs.cluster, site)
  const cluster = await site.lookUp(core.cluster)
  const role = await site.lookUp(inputs.nodeRole)
  const roleArn = inputs.nodeRoleArn ?? role.arn
  if (roleArn === undefined || roleArn === null)
    throw new Error('An IAM role, or role ARN must be provided to create a managed node group')
  const isOwn = (keys: readonly string[]): boolean => keys.some((key) => inputs[key] !== undefined)
  if (inputs.launchTemplate !== undefined && isOwn(OWN_TEMPLATE))
    throw new Error(
      `If you provide a custom launch template, you cannot provide any of ${OWN_TEMPLATE.join(', ')}.`,
    )
  const template = isOwn(OWN_TEMPLATE) ? await registerTemplate(name, inputs, site) : undefined
  const ownImage = isOwn([...OWN_USER_DATA, 'userData', 'amiId'])
  const dropped = [
    ...NOT_PASSED_ON,
    ...(template ? ['diskSize'] : []),
    ...(ownImage ? ['version', 'releaseVersion', 'amiType'] : []),
  ]
  const version =
    inputs.version ??
    (inputs.launchTemplate ? undefined : outputOf({ outputs: cluster }, 'version'))
  const nodeGroup = await site.register({
    type: 'aws:eks/nodeGroup:NodeGroup',
    name,
    inputs: {
      ...Object.fromEntries(Object.entries(inputs).filter(([key]) => !dropped.includes(key))),
      version: ownImage ? undefined : version,
      clusterName: inputs.clusterName ?? outputOf({ outputs: cluster }, 'name'),
      nodeRoleArn: roleArn,
      scalingConfig: scalingOf(inputs.scalingConfig),
      subnetIds: inputs.subnetIds ?? subnetsOf(core),
      launchTemplate: template ? templateOf(template) : inputs.launchTemplate,
    },
    from: Object.keys(inputs),
    after: [...lookedUp(cluster), ...lookedUp(role), ...(template ? [template] : [])],
    ...(inputs.ignoreScalingChanges === true && { ignoreChanges: ['scalingConfig.desiredSize'] }),
  })
  return { nodeGroup: site.reference(nodeGroup), placementGroupName: '' }
}

/** The cluster's core, whether the cluster or the core itself was handed over. */
async function coreOf(given: PlainValue | undefined, site: ConstructionSite): Promise<Properties> {
  const found = await site.lookUp(given)
  return (found.core as Properties | undefined) ?? found
}

const registerTemplate = (
  name: string,
  inputs: Properties,
  site: ConstructionSite,
): Promise<RegisteredChild> =>
  site.register({
    type: 'aws:ec2/launchTemplate:LaunchTemplate',
    name: `${name}-launchTemplate`,
    inputs: {
      blockDeviceMappings: inputs.diskSize
        ? [{ deviceName: '/dev/xvda', ebs: { volumeSize: inputs.diskSize } }]
        : undefined,
      userData:
        typeof inputs.userData === 'string'
          ? Buffer.from(inputs.userData).toString('base64')
          : undefined,
      imageId: inputs.amiId,
      metadataOptions:
        inputs.enableIMDSv2 === undefined
          ? undefined
          : {
              httpTokens: inputs.enableIMDSv2 === true ? 'required' : 'optional',
              httpPutResponseHopLimit: 2,
              httpEndpoint: 'enabled',
            },
    },
    from: ['diskSize', 'userData', 'amiId', 'enableIMDSv2'],
  })

function templateOf(template: RegisteredChild): Properties {
  const version = outputOf(template, 'latestVersion')
  return { id: idOf(template), version: madeOf([version], () => `${version}`) }
}

function scalingOf(given: PlainValue | undefined): Properties {
  const { desiredSize = 2, minSize = 1, maxSize = 2 } = (given ?? {}) as Properties
  return { desiredSize, minSize, maxSize }
}
