import * as pulumi from '@pulumi/pulumi'
import { composeAws } from './aws.ts'
import { loadSettings } from './settings/load.ts'

/**
 * The program: makes the environment that the stack's settings describe. What it returns are the
 * stack's outputs. Pulumi calls the default export.
 *
 * @throws SettingsError before anything is registered, when a setting is wrong.
 */
export default async function program(): Promise<pulumi.Inputs> {
  const settings = loadSettings()
  if (settings.kind === 'local') {
    throw new pulumi.RunError(
      `"${settings.environment}" is of kind local: the containers for one machine arrive with the ` +
        'ML stack. Until then `npm start` serves the predictions here without containers, and ' +
        '`pulumi config set kind aws` makes an environment on AWS of it.',
    )
  }
  return composeAws(settings)
}
