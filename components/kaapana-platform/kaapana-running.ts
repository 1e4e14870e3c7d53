import type * as pulumi from '@pulumi/pulumi'
import type { KaapanaPlatformArgs } from './kaapana-platform-args.ts'

/** What a runtime needs to make its resources. */
export interface KaapanaContext {
  /** Name of the component, prefix of its children's names. */
  readonly name: string
  readonly args: KaapanaPlatformArgs
  /** The component: parent of every child. */
  readonly parent: pulumi.ComponentResource
  /** Secrets of the first deployment, in Secrets Manager, made before the runtime. */
  readonly secrets: KaapanaSecrets
  /** Where the load balancer sends. */
  readonly balancer: KaapanaBalancer
  /** The record of the host name, if one is made: Kaapana is installed once it resolves. */
  readonly record?: pulumi.Resource
}

/** Secrets in Secrets Manager (ARNs); a runtime reads them where it installs, never through a plan. */
export interface KaapanaSecrets {
  /**
   * JSON with `kaapanaInitPassword`, `keycloakAdminPassword`, `minioUser`, `minioPassword`, `grafanaUser`,
   * `grafanaPassword`, `oidcClientSecret`.
   */
  readonly credentialsArn: pulumi.Output<string>
  /**
   * The same values, secret, for a runtime whose installation is a resource of the program. A runtime
   * that installs on an instance reads `credentialsArn` there instead.
   */
  readonly values: KaapanaGeneratedSecrets
  /** The version of the secret: whoever reads it waits for it. */
  readonly ready: pulumi.Resource
}

/** Members of the secret. */
export interface KaapanaGeneratedSecrets {
  readonly kaapanaInitPassword: pulumi.Output<string>
  readonly keycloakAdminPassword: pulumi.Output<string>
  readonly minioUser: pulumi.Output<string>
  readonly minioPassword: pulumi.Output<string>
  readonly grafanaUser: pulumi.Output<string>
  readonly grafanaPassword: pulumi.Output<string>
  readonly oidcClientSecret: pulumi.Output<string>
}

/** Network load balancer with listeners 443, 80 and 11112, and one target group each. */
export interface KaapanaBalancer {
  readonly dnsName: pulumi.Output<string>
  readonly securityGroupId: pulumi.Output<string>
  /** Target groups by listener: `https`, `http`, `dicom`. */
  readonly targetGroupArns: Readonly<Record<'https' | 'http' | 'dicom', pulumi.Output<string>>>
}

/** What a runtime tells of Kaapana once it answers. */
export interface KaapanaRunning {
  /** Version that runs. Known once the installation is done. */
  readonly version: pulumi.Output<string>
  /** Id of the instance of runtime `microk8s`; empty otherwise. */
  readonly instanceId: pulumi.Output<string>
  /** Id of the data volume or file system that holds images. */
  readonly dataVolumeId: pulumi.Output<string>
}
