import { z } from 'zod'
import { DEFAULT_KUBERNETES_VERSION, KUBERNETES_VERSIONS } from '../../components/versions.ts'
import { cidr, rolePrincipal } from './forms.ts'
import { choice, flag, listOf, mapOf, nameKey, text, wholeNumber } from './leaves.ts'

const VERSIONS = KUBERNETES_VERSIONS.map(({ version }) => version)

const instanceType = text(
  /^[a-z]+[0-9]+[a-z0-9-]*\.[0-9]*[a-z]+$/,
  'an EC2 instance type, e.g. m7i.large',
  'm7i.large',
)

const nodeGroup = z.strictObject({
  instanceTypes: listOf(instanceType, 10, 1).describe(
    'Types the group may use, all of one processor architecture; several for spot.',
  ),
  capacity: choice(['onDemand', 'spot'])
    .default('onDemand')
    .describe('`spot` costs less and may be taken away at two minutes notice.'),
  min: wholeNumber(0, 450).default(1).describe('Fewest nodes; 0 lets the group stand empty.'),
  max: wholeNumber(1, 450, 3).default(3).describe('Most nodes; the autoscaler decides between.'),
  diskGib: wholeNumber(20, 16384, 50).default(50).describe('Encrypted disk of a node, in GiB.'),
  gpu: flag()
    .default(false)
    .describe('Nodes with graphics processors: GPU image and a taint that keeps others off.'),
})

const accessEntry = z.strictObject({
  principal: rolePrincipal().describe('Who: an IAM role or user.'),
  policy: choice(['view', 'edit', 'admin', 'adminView', 'clusterAdmin'])
    .default('view')
    .describe('What: an EKS access policy.'),
  namespaces: listOf(text(/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/, 'a namespace', 'prediction'), 20)
    .default([])
    .describe('Where; empty: the whole cluster.'),
})

/** Settings of the Kubernetes cluster. */
export const clusterSettings = z.strictObject({
  kubernetesVersion: text(
    new RegExp(`^(${VERSIONS.join('|').replaceAll('.', '\\.')})$`),
    `one of ${VERSIONS.map((version) => `"${version}"`).join(', ')}, quoted in YAML`,
    DEFAULT_KUBERNETES_VERSION,
  )
    .optional()
    .describe("Minor version. Default: that of the package's version table."),
  publicEndpoint: flag()
    .default(false)
    .describe('The API server can be reached over the internet from `publicCidrs`.'),
  publicCidrs: listOf(cidr(), 40).default([]).describe('Who may reach the public endpoint.'),
  creatorAdmin: flag()
    .default(false)
    .describe('Whoever runs the first `pulumi up` stays administrator of the cluster for ever.'),
  access: mapOf(nameKey('deploy'), accessEntry)
    .default({})
    .describe('Who may do what in the cluster, by a name of your choice.'),
  nodeGroups: mapOf(nameKey('general'), nodeGroup)
    .prefault({ general: { instanceTypes: ['m7i.large'], min: 3, max: 6 } })
    .describe('Groups of nodes, by a name of your choice.'),
  efs: flag()
    .default(false)
    .describe('A file system that many pods can write to, with its storage class.'),
  supportType: choice(['standard', 'extended'])
    .default('standard')
    .describe(
      '`standard`: AWS upgrades at the end of support; `extended`: it stays a year more, at six ' +
        'times the price of the control plane.',
    ),
  deletionProtection: flag()
    .optional()
    .describe('AWS refuses to delete the cluster. Default: `protect`.'),
})
