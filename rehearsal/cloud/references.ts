import type { PlainValue, Properties } from '../engine/wire.ts'

/** How a property points at another resource. */
export interface Reference {
  /** Where, e.g. `vpcConfig.subnetIds[1]`. */
  readonly path: string
  readonly value: string
  /** Part of the digest that every simulated id and ARN carries. */
  readonly digest?: string
  /** Type that a name in this property belongs to. */
  readonly namesType?: string
}

/** Properties that hold the bare name of a resource, which need not look simulated. */
const NAMES: Readonly<Record<string, string>> = {
  bucket: 'aws:s3/bucket:Bucket',
  clusterName: 'aws:eks/cluster:Cluster',
  dbSubnetGroupName: 'aws:rds/subnetGroup:SubnetGroup',
  parameterGroupName: 'aws:rds/parameterGroup:ParameterGroup',
  policyArn: 'aws:iam/policy:Policy',
  repository: 'aws:ecr/repository:Repository',
  role: 'aws:iam/role:Role',
}

const SIMULATED = /sim(?:default|cluster)?-?([0-9a-f]{7,17})/gi
const SKIPPED = new Set(['tags', 'tagsAll', 'labels', 'annotations', 'description'])

/**
 * All that properties point at. Free text, tags and JSON documents (policies, which AWS does not
 * resolve either) point at nothing.
 */
export function findReferences(inputs: Properties): Reference[] {
  const found: Reference[] = []
  for (const [key, value] of Object.entries(inputs))
    if (!SKIPPED.has(key)) visit(value, { path: key, key, found })
  return found
}

function visit(value: PlainValue, at: { path: string; key: string; found: Reference[] }): void {
  if (typeof value === 'string') at.found.push(...inText(value, at))
  else if (Array.isArray(value))
    value.forEach((item, index) => {
      visit(item, { ...at, path: `${at.path}[${index}]` })
    })
  else if (value !== null && typeof value === 'object')
    for (const [key, item] of Object.entries(value))
      if (!SKIPPED.has(key)) visit(item, { ...at, key, path: `${at.path}.${key}` })
}

function inText(value: string, { path, key }: { path: string; key: string }): Reference[] {
  if (/[\s{]/.test(value)) return []
  const digests = [...value.matchAll(SIMULATED)].map(([, digest = '']) => digest.toLowerCase())
  if (digests.length > 0) return digests.map((digest) => ({ path, value, digest }))
  const namesType = NAMES[key]
  return namesType === undefined ? [] : [{ path, value, namesType }]
}
