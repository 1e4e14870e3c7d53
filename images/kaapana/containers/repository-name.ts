/**
 * Name of a repository in Amazon ECR.
 * https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_CreateRepository.html
 */
const REPOSITORY_NAME = /^(?:[a-z0-9]+(?:[._-][a-z0-9]+)*\/)*[a-z0-9]+(?:[._-][a-z0-9]+)*$/

const MIN_LENGTH = 2
const MAX_LENGTH = 256

/** Says what keeps a name from being that of a repository in ECR; undefined for a good one. */
export function repositoryNameProblem(name: string): string | undefined {
  if (name.length < MIN_LENGTH || name.length > MAX_LENGTH) {
    return `it has ${name.length} characters, allowed are ${MIN_LENGTH} to ${MAX_LENGTH}`
  }
  if (REPOSITORY_NAME.test(name)) return undefined
  return 'allowed are lower-case letters and digits, with single ., _, - or / between them'
}
