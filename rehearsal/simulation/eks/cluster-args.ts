import type { PlainValue, Properties } from '../../engine/wire.ts'
import type { RemoteComponent } from '../construction-site.ts'

/** Arguments of `eks.Cluster` that decide which children there are. */
export interface ClusterArgs {
  readonly name: string
  readonly urn: string
  readonly inputs: Properties
  readonly tags: PlainValue | undefined
  readonly autoMode: boolean
  readonly skipSecurityGroups: boolean
  readonly skipNodeGroup: boolean
  readonly usesConfigMap: boolean
  readonly usesAccessEntries: boolean
}

const NEEDS_CONFIG_MAP = ['roleMappings', 'userMappings', 'instanceRoles']

/** Reads the arguments. @throws Error as pulumi-eks does for those that exclude each other. */
export function readClusterArgs({ name, urn, inputs }: RemoteComponent): ClusterArgs {
  const mode = inputs.authenticationMode
  const autoMode = (inputs.autoMode as Properties | undefined)?.enabled === true
  const usesConfigMap = mode === undefined || mode === 'CONFIG_MAP' || mode === 'API_AND_CONFIG_MAP'
  const usesAccessEntries = mode === 'API' || mode === 'API_AND_CONFIG_MAP'
  refuse(inputs, { usesConfigMap, usesAccessEntries, autoMode })
  return {
    name,
    urn,
    inputs,
    tags: inputs.tags,
    autoMode,
    skipSecurityGroups: (inputs.skipDefaultSecurityGroups ?? autoMode) === true,
    skipNodeGroup: inputs.skipDefaultNodeGroup === true || autoMode,
    usesConfigMap,
    usesAccessEntries,
  }
}

function refuse(
  inputs: Properties,
  mode: { usesConfigMap: boolean; usesAccessEntries: boolean; autoMode: boolean },
): void {
  const { authenticationMode } = inputs
  const lists = [inputs.publicSubnetIds, inputs.privateSubnetIds]
  if (inputs.instanceRole && inputs.instanceRoles)
    throw new Error(
      'instanceRole and instanceRoles are mutually exclusive, and cannot both be set.',
    )
  if (inputs.subnetIds && lists.some((list) => list !== undefined))
    throw new Error(
      'subnetIds, and the use of publicSubnetIds and/or privateSubnetIds are mutually exclusive. ' +
        'Choose a single approach.',
    )
  if (inputs.publicAccessCidrs && inputs.endpointPublicAccess === false)
    throw new Error('`publicAccessCidrs` can only be set when `endpointPublicAccess` is true')
  if (inputs.accessEntries && !mode.usesAccessEntries)
    throw new Error(
      `The 'accessEntries' property is not supported when 'authenticationMode' is ` +
        `${authenticationMode === undefined ? 'not set' : `set to '${authenticationMode}'`}.`,
    )
  if (mode.autoMode && !mode.usesAccessEntries)
    throw new Error(
      "Access entries are required when using EKS Auto Mode. Use the authentication mode 'API' " +
        "or 'API_AND_CONFIG_MAP'.",
    )
  for (const key of mode.usesConfigMap ? [] : NEEDS_CONFIG_MAP)
    if (Array.isArray(inputs[key]) && inputs[key].length > 0)
      throw new Error(
        `The '${key}' property does not support non-empty values when 'authenticationMode' is set ` +
          `to '${authenticationMode}'.`,
      )
}
