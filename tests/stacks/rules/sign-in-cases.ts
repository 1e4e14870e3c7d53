import { type RuleCase, rm, set } from './rule-case.ts'

const DOMAIN = 'dataspace.hospital.example'
const IMAGE = `registry.hospital.example/oauth2-proxy@sha256:${'0123456789abcdef'.repeat(4)}`
const SIGN_IN = {
  issuer: 'https://sso.hospital.example/realms/hospital',
  clientId: 'dataspace',
  clientSecretName: 'dataspace/sign-in',
  allowedGroups: ['ml-team'],
  adminGroups: [],
  proxyImage: IMAGE,
}
const NAMED = {
  edge: { domain: DOMAIN },
  service: { hostName: `api.${DOMAIN}` },
  signIn: SIGN_IN,
  tracking: { enabled: true, hostName: undefined },
  pipelines: { enabled: false, hostName: undefined },
  monitoring: { enabled: true, hostName: `grafana.${DOMAIN}` },
}

/** Cases of the rules about host names of the tools and who signs in there. */
export const SIGN_IN_CASES: readonly RuleCase[] = [
  {
    setting: 'monitoring.hostName',
    change: { ...NAMED, monitoring: { enabled: false, hostName: `grafana.${DOMAIN}` } },
    message: 'must be left out while monitoring.enabled is false',
    fix: rm('monitoring.hostName'),
  },
  {
    setting: 'service.hostName',
    change: { ...NAMED, service: { hostName: undefined } },
    message: `must be set for monitoring.hostName "grafana.${DOMAIN}", got nothing`,
    fix: set('service.hostName', `api.${DOMAIN}`),
  },
  {
    setting: 'monitoring.hostName',
    change: { ...NAMED, monitoring: { enabled: true, hostName: 'grafana.example.org' } },
    message: `must end with .${DOMAIN}, the zone of edge.domain, got "grafana.example.org"`,
    fix: set('monitoring.hostName', `monitoring.${DOMAIN}`),
  },
  {
    setting: 'monitoring.hostName',
    change: { ...NAMED, monitoring: { enabled: true, hostName: `api.${DOMAIN}` } },
    message: `must differ from service.hostName, "api.${DOMAIN}"`,
    fix: set('monitoring.hostName', `monitoring.${DOMAIN}`),
  },
  {
    setting: 'signIn.issuer',
    change: { ...NAMED, signIn: { ...SIGN_IN, issuer: undefined } },
    message: 'must be set for monitoring.hostName, got nothing',
    fix: 'set --stack dev --plaintext --path signIn.issuer https://sso.hospital.example/realms/hospital',
  },
  {
    setting: 'signIn.clientSecretName',
    change: {
      ...NAMED,
      monitoring: { enabled: true, hostName: undefined },
      service: { hostName: `api.${DOMAIN}`, signIn: { enabled: true } },
      signIn: { ...SIGN_IN, clientSecretName: undefined },
    },
    message: 'must be set for service.signIn.enabled, got nothing',
    fix: set('signIn.clientSecretName', 'dataspace/sign-in'),
  },
  {
    setting: 'service.hostName',
    change: {
      ...NAMED,
      monitoring: { enabled: true, hostName: undefined },
      service: { hostName: undefined, signIn: { enabled: true } },
    },
    message: 'must be set for service.signIn.enabled: the provider sends people back to it',
    fix: set('service.hostName', `api.${DOMAIN}`),
  },
  {
    setting: 'signIn.allowedGroups[0]',
    change: { ...NAMED, signIn: { ...SIGN_IN, allowedGroups: [] } },
    message: 'must be set for monitoring.hostName, got nothing',
    fix: `set --stack dev --path 'signIn.allowedGroups[0]' ml-team`,
  },
  {
    setting: 'signIn.proxyImage',
    change: {
      ...NAMED,
      tracking: { enabled: true, hostName: `mlflow.${DOMAIN}` },
      signIn: { ...SIGN_IN, proxyImage: undefined },
    },
    message: 'must be set for tracking.hostName: MLflow has no sign-in of its own, got nothing',
    fix: `set --stack dev --plaintext --path signIn.proxyImage ${IMAGE}`,
  },
  {
    setting: 'signIn.adminGroups[0]',
    change: { ...NAMED, signIn: { ...SIGN_IN, adminGroups: ['platform'] } },
    message: 'must be among signIn.allowedGroups, got "platform"',
    fix: `set --stack dev --path 'signIn.adminGroups[0]' ml-team`,
  },
]
