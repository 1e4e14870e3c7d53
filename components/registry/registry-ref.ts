import type * as pulumi from '@pulumi/pulumi'

/** A container repository that images are pushed to. */
export interface RepositoryRef {
  /** Address without tag: `<account>.dkr.ecr.<region>.amazonaws.com/<name>`. */
  repositoryUrl: pulumi.Input<string>
  /** ARN of the repository. */
  arn: pulumi.Input<string>
}
