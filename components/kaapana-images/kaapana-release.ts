import type * as pulumi from '@pulumi/pulumi'

/**
 * A version of Kaapana in a registry: its images and the chart that installs it. Charts pull images as
 * `<registry>/<image>:<version>`.
 */
export interface KaapanaRelease {
  /** Host and prefix, e.g. `123456789012.dkr.ecr.eu-central-1.amazonaws.com/kaapana`. */
  registry: pulumi.Input<string>
  /** Version of the platform, which images and chart are tagged with. */
  version: pulumi.Input<string>
  /** Digest (`sha256:…`) that the version's tag stands for, by image. Empty before any is built. */
  images: pulumi.Input<Record<string, pulumi.Input<string>>>
  /** The platform's chart without version: `oci://<registry>/kaapana-admin-chart`. */
  chartReference: pulumi.Input<string>
  /** Version of the chart. */
  chartVersion: pulumi.Input<string>
  /** Digest (`sha256:…`) of the chart. Empty before it is pushed. */
  chartDigest: pulumi.Input<string>
}
