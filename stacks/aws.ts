import type * as pulumi from '@pulumi/pulumi'
import type { AwsSettings } from './settings/settings.ts'

/** Composes an environment on AWS; returns the stack's outputs. */
export function composeAws(settings: AwsSettings): pulumi.Inputs {
  return { environment: settings.environment, region: settings.region }
}
