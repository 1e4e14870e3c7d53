import type * as pulumi from '@pulumi/pulumi'
import { computeOf } from '../namespace/restricted-pod.ts'
import { PROMETHEUS_UID } from './grafana-provisioning.ts'
import type { MonitoringAccess, MonitoringArgs } from './monitoring-args.ts'
import type { MonitoringPlan } from './monitoring-plan.ts'

/** Label by which Grafana's sidecar finds the ConfigMaps of boards. */
export const DASHBOARD_LABEL = { grafana_dashboard: '1' }

/** Annotation that puts a board into a folder. */
export const DASHBOARD_FOLDER = { grafana_folder: 'DataSpace' }

/** Key of the sign-in's client secret. */
export const CLIENT_SECRET = 'client-secret'

/** Secrets that Grafana's pod reads; values name them only. */
export interface GrafanaSecrets {
  /** With `admin-user` and `admin-password`. */
  readonly admin: pulumi.Input<string>
  /** With {@link CLIENT_SECRET}; absent without sign-in. */
  readonly client: pulumi.Input<string> | undefined
  /** Changes with their content, so that the pod rolls. */
  readonly fingerprint: pulumi.Input<string>
}

const SECRETS = '/etc/secrets/sign-in'

/**
 * Values of the chart grafana 12 within kube-prometheus-stack. Everything it shows is code, so it keeps
 * no disk; people come from the provider at each sign-in.
 */
export function grafanaValues(args: MonitoringArgs, plan: MonitoringPlan, secrets: GrafanaSecrets) {
  const { access } = args
  return {
    admin: { existingSecret: secrets.admin, userKey: 'admin-user', passwordKey: 'admin-password' },
    podAnnotations: { 'dataspace/secrets': secrets.fingerprint },
    // One namespace: boards are ours and the chart's.
    rbac: { namespaced: true },
    persistence: { enabled: false },
    initChownData: { enabled: false },
    testFramework: { enabled: false },
    resources: compute('100m', '192Mi', '500m', '512Mi'),
    sidecar: {
      resources: compute('20m', '96Mi', '100m', '192Mi'),
      dashboards: {
        enabled: true,
        searchNamespace: plan.namespace,
        folderAnnotation: 'grafana_folder',
        provider: { foldersFromFilesStructure: true, allowUiUpdates: false },
      },
      datasources: { enabled: true, uid: PROMETHEUS_UID, searchNamespace: plan.namespace },
    },
    ...(secrets.client !== undefined && { extraSecretMounts: [mountOf(secrets.client)] }),
    ...(access?.ingressClassName !== undefined && { ingress: ingressOf(access) }),
    'grafana.ini': { ...QUIET, ...(access !== undefined && signIn(access)) },
  }
}

const compute = (
  cpuRequest: string,
  memoryRequest: string,
  cpuLimit: string,
  memoryLimit: string,
) => computeOf({ cpuRequest, memoryRequest, cpuLimit, memoryLimit })

/** Nothing goes out to Grafana's makers, and nobody signs up. */
const QUIET = {
  analytics: {
    reporting_enabled: false,
    check_for_updates: false,
    check_for_plugin_updates: false,
  },
  news: { news_feed_enabled: false },
  users: { allow_sign_up: false, viewers_can_edit: false },
  'auth.anonymous': { enabled: false },
  security: { disable_gravatar: true, cookie_samesite: 'lax', strict_transport_security: true },
}

const mountOf = (secretName: pulumi.Input<string>) => ({
  name: 'sign-in',
  secretName,
  mountPath: SECRETS,
  readOnly: true,
  defaultMode: 0o440,
})

function ingressOf({ hostName, ingressClassName, ...rest }: MonitoringAccess) {
  const { ingressAnnotations = {}, tlsSecretName } = rest
  return {
    enabled: true,
    ingressClassName,
    annotations: ingressAnnotations,
    hosts: [hostName],
    path: '/',
    ...(tlsSecretName !== undefined && {
      tls: [{ secretName: tlsSecretName, hosts: [hostName] }],
    }),
  }
}

/**
 * OpenID Connect. Grafana reads no discovery document from its file, so the three addresses are named.
 * https://grafana.com/docs/grafana/latest/setup-grafana/configure-security/configure-authentication/generic-oauth/
 */
function signIn(access: MonitoringAccess) {
  const { hostName, signIn: provider, adminGroups = [] } = access
  const base = `${provider.issuer.replace(/\/$/, '')}/protocol/openid-connect`
  return {
    server: { domain: hostName, root_url: `https://${hostName}` },
    auth: { disable_login_form: true, oauth_allow_insecure_email_lookup: false },
    security: { ...QUIET.security, cookie_secure: true },
    'auth.generic_oauth': {
      enabled: true,
      name: 'Single sign-on',
      allow_sign_up: true,
      auto_login: true,
      use_pkce: true,
      scopes: 'openid profile email groups',
      client_id: provider.clientId,
      client_secret: `$__file{${SECRETS}/${CLIENT_SECRET}}`,
      auth_url: access.authorizationUrl ?? `${base}/auth`,
      token_url: access.tokenUrl ?? `${base}/token`,
      api_url: access.userInfoUrl ?? `${base}/userinfo`,
      groups_attribute_path: 'groups',
      allowed_groups: provider.allowedGroups.concat(adminGroups).join(','),
      role_attribute_path: roleOf(adminGroups),
      role_attribute_strict: true,
    },
  }
}

/** JMESPath that gives the role; names are raw strings, whose only special character is the quote. */
function roleOf(adminGroups: readonly string[]): string {
  const administrates = adminGroups.map(
    (group) => `contains(groups[*], '${group.replaceAll("'", "\\'")}')`,
  )
  return administrates.length === 0
    ? "'Viewer'"
    : `(${administrates.join(' || ')}) && 'Admin' || 'Viewer'`
}
