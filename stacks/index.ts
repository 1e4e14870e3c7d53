import type * as pulumi from '@pulumi/pulumi'
import { composeAws } from './aws.ts'
import { composeKubernetes } from './kubernetes.ts'
import { composeLocal } from './local.ts'
import { loadSettings } from './settings/load.ts'

/**
 * The program: makes the environment that the stack's settings describe. What it returns are the
 * stack's outputs. Pulumi calls the default export.
 *
 * @throws SettingsError before anything is registered, when a setting is wrong.
 */
export default async function program(): Promise<pulumi.Inputs> {
  const settings = loadSettings()
  if (settings.kind === 'local') return composeLocal(settings)
  if (settings.kind === 'kubernetes') return composeKubernetes(settings)
  return composeAws(settings)
}
