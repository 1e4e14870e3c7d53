import type {
  ChildRequest,
  ConstructionSite,
  RegisteredChild,
} from '../simulation/construction-site.ts'
import { constructRemote, remoteParent } from '../simulation/remote-components.ts'
import { simulate } from '../simulation/simulate.ts'
import { simulateInvoke } from '../simulation/simulate-invoke.ts'
import type {
  ProgramLog,
  RecordedInvoke,
  RecordedProgram,
  RecordedResource,
} from './recorded-resource.ts'
import {
  Empty,
  type EngineMessages,
  EngineService,
  engineMessages,
  type Grpc,
  grpc,
  listen,
  type ResourceMessages,
  resourceMessages,
  resourceRpc,
  unary,
} from './rpc.ts'
import { asSecret, fromStruct, type Properties, toStruct } from './wire.ts'

/** A running engine that records and simulates. */
export interface RecordingEngine {
  /** `host:port` of the engine and of the resource monitor. */
  readonly address: string
  /** What was recorded so far, resources sorted by URN. */
  recorded(): RecordedProgram
  close(): Promise<void>
}

/** How the engine behaves. */
export interface RecordingOptions {
  readonly project: string
  readonly stack: string
  /** Region of providers that name none. */
  readonly region: string
  /** Told of every registration, for progress. */
  readonly onResource?: (resource: RecordedResource) => void
}

const SEVERITY: ProgramLog['severity'][] = ['debug', 'info', 'warning', 'error']
const STACK_TYPE = 'pulumi:pulumi:Stack'

/**
 * Starts an engine on loopback that any Pulumi program can run against: it answers every registration
 * with simulated ids and outputs and keeps what it saw. Nothing is sent anywhere.
 */
export async function startRecordingEngine(options: RecordingOptions): Promise<RecordingEngine> {
  const record = new Recording(options)
  const server = new grpc.Server({ 'grpc.max_receive_message_length': -1 })
  server.addService(EngineService, engineHandlers(record))
  server.addService(
    resourceRpc.ResourceMonitorService as unknown as Grpc.ServiceDefinition,
    monitorHandlers(record),
  )
  const port = await listen(server)
  return {
    address: `127.0.0.1:${port}`,
    recorded: () => record.finish(),
    close: async () => server.forceShutdown(),
  }
}

class Recording {
  readonly options: RecordingOptions
  readonly resources = new Map<string, RecordedResource>()
  readonly invokes: RecordedInvoke[] = []
  readonly logs: ProgramLog[] = []
  root = ''
  stackOutputs: Properties = {}
  secretOutputs: readonly string[] = []

  constructor(options: RecordingOptions) {
    this.options = options
  }

  urn(type: string, name: string, parent: string): string {
    const { stack, project } = this.options
    const parentTypes = parent === '' ? '' : (parent.split('::')[2] ?? '')
    const chain = parentTypes === '' || parentTypes === STACK_TYPE ? type : `${parentTypes}$${type}`
    return `urn:pulumi:${stack}::${project}::${chain}::${name}`
  }

  add(resource: RecordedResource): void {
    if (this.resources.has(resource.urn))
      throw new Error(`Duplicate resource URN '${resource.urn}'; try giving it a unique name`)
    this.resources.set(resource.urn, resource)
    this.options.onResource?.(resource)
  }

  regionOf(inputs: Properties, provider: string): string {
    const own = inputs.region
    if (typeof own === 'string') return own
    const urn = provider.slice(0, provider.lastIndexOf('::'))
    const given = this.resources.get(urn)?.inputs.region
    return typeof given === 'string' ? given : this.options.region
  }

  finish(): RecordedProgram {
    const resources = [...this.resources.values()].sort((a, b) => (a.urn < b.urn ? -1 : 1))
    const { invokes, logs, stackOutputs, secretOutputs } = this
    return { resources, outputs: stackOutputs, secretOutputs, invokes, logs }
  }
}

function engineHandlers(record: Recording): Grpc.UntypedServiceImplementation {
  return {
    log: unary((request: EngineMessages.LogRequest) => {
      const severity = SEVERITY[request.getSeverity()] ?? 'info'
      record.logs.push({ severity, message: request.getMessage() })
      return new Empty()
    }),
    getRootResource: unary(() => new engineMessages.GetRootResourceResponse().setUrn(record.root)),
    setRootResource: unary((request: EngineMessages.SetRootResourceRequest) => {
      record.root = request.getUrn()
      return new engineMessages.SetRootResourceResponse()
    }),
    startDebugging: unary(() => new Empty()),
    requirePulumiVersion: unary(() => new engineMessages.RequirePulumiVersionResponse()),
  } as unknown as Grpc.UntypedServiceImplementation
}

/** What a program may use; without output values, secrets and unknowns arrive as plain markers. */
function features(): ResourceMessages.ResourceMonitorFeature[] {
  const known = resourceMessages.ResourceMonitorFeature
  return [
    known.RESOURCE_MONITOR_FEATURE_SECRETS,
    known.RESOURCE_MONITOR_FEATURE_RESOURCE_REFERENCES,
    known.RESOURCE_MONITOR_FEATURE_ALIAS_SPECS,
    known.RESOURCE_MONITOR_FEATURE_DELETED_WITH,
    known.RESOURCE_MONITOR_FEATURE_PARAMETERIZATION,
    known.RESOURCE_MONITOR_FEATURE_RESOURCE_HOOKS,
  ]
}

const LEGACY_FEATURES = new Set(['secrets', 'resourceReferences', 'aliasSpecs', 'deletedWith'])

function monitorHandlers(record: Recording): Grpc.UntypedServiceImplementation {
  return {
    getDeploymentInfo: unary(() =>
      new resourceMessages.DeploymentInfo().setSupportedfeaturesList(features()),
    ),
    supportsFeature: unary((request: ResourceMessages.SupportsFeatureRequest) =>
      new resourceMessages.SupportsFeatureResponse().setHassupport(
        LEGACY_FEATURES.has(request.getId()),
      ),
    ),
    registerResource: unary((request: ResourceMessages.RegisterResourceRequest) =>
      register(record, request),
    ),
    registerResourceOutputs: unary((request: ResourceMessages.RegisterResourceOutputsRequest) => {
      const { values, secretPaths } = fromStruct(request.getOutputs())
      const urn = request.getUrn()
      if (urn === record.root || urn.includes(`::${STACK_TYPE}::`)) {
        record.stackOutputs = values
        record.secretOutputs = secretPaths
      }
      const resource = record.resources.get(urn)
      if (resource) record.resources.set(urn, { ...resource, outputs: values })
      return new Empty()
    }),
    readResource: unary((request: ResourceMessages.ReadResourceRequest) => read(record, request)),
    invoke: unary((request: ResourceMessages.ResourceInvokeRequest) => {
      const { values } = fromStruct(request.getArgs())
      record.invokes.push({ token: request.getTok(), args: values })
      const region = record.regionOf(values, request.getProvider())
      const answer = simulateInvoke(request.getTok(), values, region)
      return new resourceMessages.ResourceInvokeResponse().setReturn(toStruct(answer))
    }),
    registerResourceHook: unary(() => new Empty()),
    registerErrorHook: unary(() => new Empty()),
    registerPackage: unary((request: ResourceMessages.RegisterPackageRequest) =>
      new resourceMessages.RegisterPackageResponse().setRef(request.getName()),
    ),
    signalAndWaitForShutdown: unary(() => new Empty()),
  } as unknown as Grpc.UntypedServiceImplementation
}

async function register(
  record: Recording,
  request: ResourceMessages.RegisterResourceRequest,
): Promise<ResourceMessages.RegisterResourceResponse> {
  const { values, secretPaths } = fromStruct(request.getObject())
  const type = request.getType()
  const name = request.getName()
  const remote = request.getRemote()
  const given = request.getParent() || (type === STACK_TYPE ? '' : record.root)
  const remoteInputs = remote ? fromStruct(request.getObject(), 'urn').values : {}
  const parent = remote ? remoteParent({ type, inputs: remoteInputs }, given) : given
  const urn = record.urn(type, name, parent)
  const region = record.regionOf(values, request.getProvider())
  const custom = request.getCustom()
  const state = custom ? simulate({ type, name, urn, inputs: values, region }) : undefined
  const recorded: RecordedResource = {
    urn,
    type,
    name,
    id: state?.id ?? '',
    parent,
    custom,
    remote,
    external: false,
    inputs: values,
    outputs: state?.outputs ?? {},
    dependencies: [...new Set(request.getDependenciesList())].sort(),
    propertyDependencies: propertyDependencies(request),
    provider: request.getProvider(),
    protect: request.getProtect() ?? false,
    retainOnDelete: request.getRetainondelete() ?? false,
    deletedWith: request.getDeletedwith(),
    ignoreChanges: request.getIgnorechangesList(),
    aliases: request.getAliasurnsList(),
    secretInputs: secretPaths,
  }
  record.add(recorded)
  const site = recordingSite(record, recorded, region)
  const outputs = remote
    ? await constructRemote({ type, name, urn, inputs: remoteInputs, region }, site)
    : recorded.outputs
  if (remote) record.resources.set(urn, { ...recorded, outputs })
  const additional = new Set([
    ...request.getAdditionalsecretoutputsList(),
    ...secretPaths.map((path) => path.split(/[.[]/)[0] ?? path),
  ])
  const answer = Object.fromEntries(
    Object.entries(outputs).map(([key, value]) => [
      key,
      additional.has(key) ? asSecret(value) : value,
    ]),
  )
  return new resourceMessages.RegisterResourceResponse()
    .setUrn(urn)
    .setId(state?.id ?? '')
    .setObject(toStruct(answer))
}

/** Where a remote component's children are recorded. */
function recordingSite(
  record: Recording,
  component: RecordedResource,
  region: string,
): ConstructionSite {
  return {
    register: async (child) => recordChild(record, component, { child, region }),
    lookUp: async (resource) => {
      if (typeof resource !== 'string') return (resource ?? {}) as Properties
      const found = record.resources.get(resource)
      return found ? { ...found.outputs, id: found.id, urn: resource } : { id: resource }
    },
    // The recorder answers no look-ups of other resources: a reference is what it holds.
    reference: (child) => (child ? { ...child.outputs, id: child.id, urn: child.urn } : null),
  }
}

function recordChild(
  record: Recording,
  component: RecordedResource,
  { child, region }: { child: ChildRequest; region: string },
): RegisteredChild {
  const { type, name, custom = true, parent = component.urn, after = [], from = [] } = child
  const urn = record.urn(type, name, parent)
  const given = Object.entries(child.inputs).filter(([, value]) => value !== undefined)
  const inputs = Object.fromEntries(given) as Properties
  const state = custom ? simulate({ type, name, urn, inputs, region }) : { id: '', outputs: {} }
  const inherited = from.flatMap((key) => component.propertyDependencies[key] ?? [])
  record.add({
    urn,
    type,
    name,
    ...state,
    parent,
    custom,
    remote: false,
    external: false,
    inputs,
    dependencies: [...new Set([...inherited, ...after.map((other) => other.urn)])].sort(),
    propertyDependencies: {},
    provider: child.provider ? `${child.provider.urn}::${child.provider.id}` : '',
    protect: component.protect,
    retainOnDelete: child.retainOnDelete ?? false,
    deletedWith: '',
    ignoreChanges: child.ignoreChanges ?? [],
    aliases: [],
    secretInputs: [],
  })
  return { urn, type, ...state }
}

function propertyDependencies(
  request: ResourceMessages.RegisterResourceRequest,
): Record<string, string[]> {
  const found: [string, string[]][] = []
  request.getPropertydependenciesMap().forEach((urns, property) => {
    const list = urns.getUrnsList()
    if (list.length > 0) found.push([property, [...list].sort()])
  })
  return Object.fromEntries(found.sort(([a], [b]) => (a < b ? -1 : 1)))
}

function read(
  record: Recording,
  request: ResourceMessages.ReadResourceRequest,
): ResourceMessages.ReadResourceResponse {
  const { values, secretPaths } = fromStruct(request.getProperties())
  const type = request.getType()
  const name = request.getName()
  const parent = request.getParent() || record.root
  const urn = record.urn(type, name, parent)
  const region = record.regionOf(values, request.getProvider())
  const state = simulate({ type, name, urn, inputs: values, region })
  record.add({
    urn,
    type,
    name,
    id: request.getId(),
    parent,
    custom: true,
    remote: false,
    external: true,
    inputs: values,
    outputs: state.outputs,
    dependencies: request.getDependenciesList(),
    propertyDependencies: {},
    provider: request.getProvider(),
    protect: false,
    retainOnDelete: false,
    deletedWith: '',
    ignoreChanges: [],
    aliases: [],
    secretInputs: secretPaths,
  })
  return new resourceMessages.ReadResourceResponse()
    .setUrn(urn)
    .setProperties(toStruct(state.outputs))
}
