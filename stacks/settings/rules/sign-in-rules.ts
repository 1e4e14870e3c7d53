import type { KnownSettings } from '../settings.ts'
import { type Rule, repeated, when } from './rule.ts'

const TOOLS = ['tracking', 'pipelines', 'monitoring'] as const

/** Tools that have a host name, with it. */
const named = (settings: KnownSettings): [(typeof TOOLS)[number], string][] =>
  TOOLS.flatMap((tool) => {
    const { hostName } = settings[tool]
    return hostName === undefined ? [] : [[tool, hostName]]
  })

const namesLeadSomewhere: Rule = {
  reads: [...TOOLS, 'service.hostName', 'edge.domain'],
  check: (settings) =>
    named(settings).flatMap(([tool, host]) => {
      const { domain } = settings.edge
      const path = [tool, 'hostName']
      return [
        ...when(!settings[tool].enabled, {
          path,
          message: `must be left out while ${tool}.enabled is false`,
        }),
        // Tools share the load balancer of the service.
        ...when(settings.service.hostName === undefined, {
          path: ['service', 'hostName'],
          message: `must be set for ${tool}.hostName "${host}", got nothing`,
          set: `api.${domain ?? host.split('.').slice(1).join('.')}`,
          ...(domain === undefined && {
            also: { path: ['edge', 'domain'], set: host.split('.').slice(1).join('.') },
          }),
        }),
        ...when(domain !== undefined && !host.endsWith(`.${domain}`), {
          path,
          message: `must end with .${domain}, the zone of edge.domain, got "${host}"`,
          set: `${tool}.${domain}`,
        }),
      ]
    }),
}

const namesDiffer: Rule = {
  reads: [...TOOLS, 'service.hostName'],
  check: (settings) => {
    const { hostName } = settings.service
    const all: [string, string][] = [
      ...(hostName === undefined ? [] : [['service', hostName] as [string, string]]),
      ...named(settings),
    ]
    return repeated(all).map(({ key, first, value }) => ({
      path: [key, 'hostName'],
      message: `must differ from ${first}.hostName, "${value}"`,
      set: `${key}.${value.split('.').slice(1).join('.')}`,
    }))
  },
}

/** What sign-in cannot do without, with an example. */
const NEEDED = {
  issuer: 'https://sso.hospital.example/realms/hospital',
  clientId: 'dataspace',
  clientSecretName: 'dataspace/sign-in',
  allowedGroups: 'ml-team',
} as const

const namesNeedSignIn: Rule = {
  reads: [...TOOLS, 'signIn'],
  check: (settings) => {
    const [first] = named(settings)
    if (first === undefined) return []
    const keys = Object.keys(NEEDED) as (keyof typeof NEEDED)[]
    return keys
      .filter((key) => (settings.signIn[key]?.length ?? 0) === 0)
      .map((key) => ({
        path: key === 'allowedGroups' ? ['signIn', key, 0] : ['signIn', key],
        message: `must be set for ${first[0]}.hostName, got nothing`,
        set: NEEDED[key],
      }))
  },
}

const consoleNeedsSignIn: Rule = {
  reads: [...TOOLS, 'service.signIn', 'service.hostName', 'signIn', 'edge.domain'],
  check: (settings) => {
    const { service, signIn, edge } = settings
    if (!service.signIn.enabled) return []
    // With a tool's host name the same is asked for that.
    const needed = (['issuer', 'clientId', 'clientSecretName'] as const).filter(
      (key) => signIn[key] === undefined && named(settings).length === 0,
    )
    return [
      ...needed.map((key) => ({
        path: ['signIn', key],
        message: 'must be set for service.signIn.enabled, got nothing',
        set: NEEDED[key],
      })),
      ...when(service.hostName === undefined, {
        path: ['service', 'hostName'],
        message: 'must be set for service.signIn.enabled: the provider sends people back to it',
        set: `api.${edge.domain ?? 'dataspace.hospital.example'}`,
        ...(edge.domain === undefined && {
          also: { path: ['edge', 'domain'], set: 'dataspace.hospital.example' },
        }),
      }),
    ]
  },
}

const proxyHasAnImage: Rule = {
  reads: ['tracking', 'signIn.proxyImage'],
  check: ({ tracking, signIn }) =>
    when(tracking.hostName !== undefined && signIn.proxyImage === undefined, {
      path: ['signIn', 'proxyImage'],
      message: 'must be set for tracking.hostName: MLflow has no sign-in of its own, got nothing',
      set: `registry.hospital.example/oauth2-proxy@sha256:${'0123456789abcdef'.repeat(4)}`,
    }),
}

const administratorsMayComeIn: Rule = {
  reads: ['signIn.allowedGroups', 'signIn.adminGroups'],
  check: ({ signIn }) =>
    signIn.adminGroups.flatMap((group, index) =>
      when(!signIn.allowedGroups.includes(group), {
        path: ['signIn', 'adminGroups', index],
        message: `must be among signIn.allowedGroups, got "${group}"`,
        set: signIn.allowedGroups[0] ?? 'ml-team',
      }),
    ),
}

/** Rules about host names of the tools and who signs in there. */
export const SIGN_IN_RULES: readonly Rule[] = [
  namesLeadSomewhere,
  namesDiffer,
  namesNeedSignIn,
  consoleNeedsSignIn,
  proxyHasAnImage,
  administratorsMayComeIn,
]
