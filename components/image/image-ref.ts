import type * as pulumi from '@pulumi/pulumi'

/** A container image, always by digest. */
export interface ImageRef {
  /** `<repository>@sha256:<digest>`. */
  reference: pulumi.Input<string>
}
