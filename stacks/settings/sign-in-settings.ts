import { z } from 'zod'
import { listOf, text } from './leaves.ts'
import { prebuilt } from './ml-settings.ts'

const group = () =>
  text(/^[^\s,]([^,\n]{0,98}[^\s,])?$/, 'a group of 1–100 characters without commas', 'ml-team')

/** Settings of single sign-on for people who use the tools in a browser. */
export const signInSettings = z.strictObject({
  issuer: text(
    /^https:\/\/[A-Za-z0-9.-]+(:\d{1,5})?(\/[\w.~/-]*)?$/,
    'an https address, as the provider’s discovery document names it',
    'https://sso.hospital.example/realms/hospital',
  )
    .optional()
    .describe('OpenID Connect provider that people sign in at.'),
  clientId: text(/^[\w.:/@-]{1,200}$/, 'one word', 'dataspace')
    .optional()
    .describe(
      'Application at the provider, with the redirect addresses that docs/ml-stack.md lists.',
    ),
  clientSecretName: text(
    /^[\w/+=.@-]{1,512}$/,
    'the name of a secret in AWS Secrets Manager',
    'dataspace/sign-in',
  )
    .optional()
    .describe(
      'Secret in Secrets Manager whose text is the secret of the application. Who deploys has to be able to read it.',
    ),
  allowedGroups: listOf(group(), 50)
    .default([])
    .describe('Groups whose members may come in; the provider’s claim `groups` names them.'),
  adminGroups: listOf(group(), 50)
    .default([])
    .describe('Those of `allowedGroups` that administer Airflow and Grafana.'),
  proxyImage: prebuilt().describe(
    'oauth2-proxy 7.15 by digest, in a registry of yours: it stands before MLflow.',
  ),
})
