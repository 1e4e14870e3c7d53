import { type Control, each } from './control.ts'
import { at, type Graph, type GraphValue, list, ofType } from './graph.ts'
import { identityPolicies, statements } from './policy-document.ts'

const KEY = 'aws:kms/key:Key'
const DECRYPTS = /^(kms:)?(\*|kms:\*|Decrypt|ReEncrypt(From|\*)?)$/

/** Paths and values of every string inside a value, paths as a recording writes them. */
function* leaves(value: GraphValue, path: string): Generator<{ path: string; text: string }> {
  if (typeof value === 'string') yield { path, text: value }
  else if (Array.isArray(value))
    for (const [index, item] of value.entries()) yield* leaves(item, `${path}[${index}]`)
  else if (value !== null && typeof value === 'object')
    for (const [key, item] of Object.entries(value))
      yield* leaves(item, path === '' ? key : `${path}.${key}`)
}

const covered = (path: string, secrets: readonly string[]): boolean =>
  secrets.some(
    (secret) => path === secret || path.startsWith(`${secret}.`) || path.startsWith(`${secret}[`),
  )

/** Input names whose values are secrets themselves, not names or ARNs of secrets. */
const PASSWORD_LIKE =
  /(^|\.)(password|passphrase|secretString|secretBinary|privateKey|presharedKey|tunnel[12]PresharedKey|authToken)$/

/** Controls 28–35: keys and secrets. */
export const KEY_CONTROLS: readonly Control[] = [
  {
    number: 28,
    title: 'Keys rotate at least once a year',
    sources: 'FSBP KMS.4, CIS 3.6, CKV_AWS_7',
    violations: (graph) =>
      each(ofType(graph, KEY), ({ inputs }) => {
        const period = inputs.rotationPeriodInDays ?? 365
        return !(inputs.enableKeyRotation === true && Number(period) <= 365) && 'does not rotate'
      }),
  },
  {
    number: 29,
    title: 'Key policies are explicit and admit nobody unnamed without a condition',
    sources: 'FSBP KMS.5, CKV_AWS_33, CKV2_AWS_64',
    violations: (graph) =>
      each(ofType(graph, KEY), ({ inputs }) => {
        const rules = statements(inputs.policy)
        if (rules.length === 0) return 'has no policy of its own'
        const open = rules.some(
          ({ effect, principals, conditional }) =>
            effect === 'Allow' && principals.includes('*') && !conditional,
        )
        return open && 'admits every principal'
      }),
  },
  {
    number: 30,
    title: 'Keys wait thirty days before they go and are protected',
    sources: 'FSBP KMS.3',
    violations: (graph) =>
      each(ofType(graph, KEY), ({ inputs, protect }) => {
        if (inputs.deletionWindowInDays !== 30) return 'has no deletion window of 30 days'
        return !protect && 'is not protected'
      }),
  },
  {
    number: 31,
    title:
      'Every institution with data has a key of its own, and the account as such cannot decrypt with it',
    sources: 'GDPR 32, EKS best practices (data)',
    violations: (graph) => {
      const keys = ofType(graph, KEY)
      const institutionOf = (inputs: (typeof keys)[number]['inputs']) =>
        String(at(inputs, 'tags', 'institution') ?? 'shared')
      const holding = new Set(
        ofType(graph, 'aws:s3/bucket:Bucket')
          .filter(({ inputs }) => at(inputs, 'tags', 'data-class') === 'phi')
          .map(({ inputs }) => institutionOf(inputs))
          .filter((institution) => institution !== 'shared'),
      )
      const without = [...holding].filter(
        (institution) => !keys.some(({ inputs }) => institutionOf(inputs) === institution),
      )
      const own = keys.filter(({ inputs }) => institutionOf(inputs) !== 'shared')
      return [
        ...without.map(
          (institution) => `institution ${institution} has data and no key of its own`,
        ),
        ...each(own, ({ inputs }) => {
          const wide = statements(inputs.policy).some(
            ({ effect, actions, principals, conditional }) =>
              effect === 'Allow' &&
              !conditional &&
              principals.some((principal) => principal.endsWith(':root') || principal === '*') &&
              actions.some((action) => DECRYPTS.test(action)),
          )
          return wide && 'lets the whole account decrypt'
        }),
      ]
    },
  },
  {
    number: 32,
    title: 'No identity may decrypt with every key',
    sources: 'FSBP KMS.1/KMS.2',
    violations: (graph) =>
      identityPolicies(graph).flatMap(({ resource, statements: rules }) =>
        rules.some(
          ({ effect, actions, resources, conditional }) =>
            effect === 'Allow' &&
            !conditional &&
            resources.includes('*') &&
            actions.some((action) => action === '*' || /^kms:(\*|Decrypt|ReEncrypt)/.test(action)),
        )
          ? [`${resource.name} (${resource.type}) may decrypt with every key`]
          : [],
      ),
  },
  {
    number: 33,
    title: 'Secrets in Secrets Manager have a key of ours',
    sources: 'FSBP SecretsManager.1, CKV_AWS_149',
    violations: (graph) =>
      each(
        ofType(graph, 'aws:secretsmanager/secret:Secret'),
        ({ inputs }) => !inputs.kmsKeyId && 'has no key of ours',
      ),
  },
  {
    number: 34,
    title: 'No secret is in plain text in inputs',
    sources: 'GDPR 32, Pulumi documentation',
    violations: (graph) => {
      const generated = new Set(
        ofType(graph, 'random:index/randomPassword:RandomPassword').flatMap(({ outputs }) =>
          list(outputs.result).map(String),
        ),
      )
      return graph.resources.flatMap(({ name, type, inputs, secretInputs }) =>
        [...leaves(inputs as GraphValue, '')]
          .filter(({ path }) => !covered(path, secretInputs))
          .filter(
            ({ path, text }) =>
              (PASSWORD_LIKE.test(path) && text !== '[secret]') ||
              [...generated].some((password) => text.includes(password)),
          )
          .map(({ path }) => `${name} (${type}) has a secret in plain text at ${path}`),
      )
    },
  },
]

/** Every KMS key that a resource names in `property` is one of the graph's. */
export function keyIsOurs(graph: Graph, value: GraphValue | undefined): boolean {
  return ofType(graph, KEY).some(({ id, outputs }) => value === outputs.arn || value === id)
}
