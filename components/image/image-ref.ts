import type * as pulumi from '@pulumi/pulumi'

/** A container image, always by digest. */
export interface ImageRef {
  /** `<repository>@sha256:<digest>`. */
  reference: pulumi.Input<string>
}

/** Login at the registry that the image is pushed to. */
export interface ImageLogin {
  /** Host of the registry. */
  address: pulumi.Input<string>
  /** `AWS` for ECR. */
  username: pulumi.Input<string>
  /** Password or token; kept as a secret. A new one alone changes nothing and builds nothing. */
  password: pulumi.Input<string>
}
