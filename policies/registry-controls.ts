import { type Control, each } from './control.ts'
import { at, type Graph, ofType } from './graph.ts'
import { statements } from './policy-document.ts'

const REPOSITORY = 'aws:ecr/repository:Repository'
const repositories = (graph: Graph) => ofType(graph, REPOSITORY)

/** Controls 64–68: ECR. */
export const REGISTRY_CONTROLS: readonly Control[] = [
  {
    number: 64,
    title: 'Images are scanned when they are pushed',
    sources: 'FSBP ECR.1, CIS-EKS 5.1.1',
    violations: (graph) =>
      each(
        repositories(graph),
        ({ inputs }) =>
          at(inputs, 'imageScanningConfiguration', 'scanOnPush') !== true &&
          'is not scanned on push',
      ),
  },
  {
    number: 65,
    title: 'A tag never moves, except that of the build cache',
    sources: 'FSBP ECR.2, CKV_AWS_51',
    violations: (graph) =>
      each(
        repositories(graph),
        ({ inputs }) =>
          !String(inputs.imageTagMutability).startsWith('IMMUTABLE') && 'has tags that can move',
      ),
  },
  {
    number: 66,
    title: 'Images are encrypted with a key of ours',
    sources: 'CKV_AWS_136',
    violations: (graph) =>
      each(repositories(graph), ({ inputs }) => {
        const encryption = at(inputs, 'encryptionConfigurations', 0)
        const ours = at(encryption, 'encryptionType') === 'KMS' && at(encryption, 'kmsKey')
        return !ours && 'is not encrypted with a key of ours'
      }),
  },
  {
    number: 67,
    title: 'Old images go',
    sources: 'FSBP ECR.3',
    violations: (graph) =>
      each(repositories(graph), (repository) => {
        const policies = ofType(graph, 'aws:ecr/lifecyclePolicy:LifecyclePolicy')
        const names = [repository.id, repository.outputs.name]
        const found = policies.some(({ inputs }) => names.includes(inputs.repository ?? null))
        return !found && 'has no lifecycle policy'
      }),
  },
  {
    number: 68,
    title: 'No repository is public',
    sources: 'CIS-EKS 5.1.2/5.1.3, CKV_AWS_32',
    violations: (graph) => [
      ...each(ofType(graph, 'aws:ecr/repositoryPolicy:RepositoryPolicy'), ({ inputs }) => {
        const open = statements(inputs.policy).some(
          ({ effect, principals, conditional }) =>
            effect === 'Allow' && principals.includes('*') && !conditional,
        )
        return open && 'admits everybody'
      }),
      ...each(ofType(graph, 'aws:ecrpublic/repository:Repository'), () => 'is public'),
    ],
  },
]
