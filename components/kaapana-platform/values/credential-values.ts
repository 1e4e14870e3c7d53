import type * as pulumi from '@pulumi/pulumi'
import { type KaapanaValue, type KaapanaValues, text, typed } from './kaapana-values.ts'

/** What the charts get of secrets. */
export interface KaapanaCredentials {
  /** Login at the registry, for the pull secrets; empty where nodes pull with their own role. */
  readonly registryUser: pulumi.Input<string>
  readonly registryPassword: pulumi.Input<string>
  /** First password of the user `kaapana`, who changes it at the first login. */
  readonly kaapanaInitPassword: pulumi.Input<string>
  /** Password of Keycloak's administrator `admin`. */
  readonly keycloakAdminPassword: pulumi.Input<string>
  readonly minioUser: pulumi.Input<string>
  readonly minioPassword: pulumi.Input<string>
  readonly grafanaUser: pulumi.Input<string>
  readonly grafanaPassword: pulumi.Input<string>
  /** Secret of the OpenID Connect client `kaapana`. */
  readonly oidcClientSecret: pulumi.Input<string>
}

/** Where in Helm's values each credential belongs: for who puts them in at the place of installation. */
export const CREDENTIAL_KEYS: Readonly<Record<keyof KaapanaCredentials, string>> = {
  registryUser: 'global.credentials_registry_username',
  registryPassword: 'global.credentials_registry_password',
  kaapanaInitPassword: 'global.kaapana_init_password',
  keycloakAdminPassword: 'global.credentials_keycloak_admin_password',
  minioUser: 'global.credentials_minio_username',
  minioPassword: 'global.credentials_minio_password',
  grafanaUser: 'global.credentials_grafana_username',
  grafanaPassword: 'global.credentials_grafana_password',
  oidcClientSecret: 'global.oidc_client_secret',
}

/** Credentials as values. kaapanactl.sh passes the client's secret alone by `--set`. */
export function credentialValues(credentials: KaapanaCredentials): KaapanaValues {
  const names = Object.keys(CREDENTIAL_KEYS) as (keyof KaapanaCredentials)[]
  return names.map((name): KaapanaValue => {
    const make = name === 'oidcClientSecret' ? typed : text
    return make(CREDENTIAL_KEYS[name], credentials[name])
  })
}
