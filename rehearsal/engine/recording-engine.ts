import { expandRemote } from '../simulation/remote-components.ts'
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
  type ResourceMessages,
  resourceMessages,
  resourceRpc,
  unary,
} from './rpc.ts'
import { Transforms } from './transforms.ts'
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
  const port = await new Promise<number>((resolve, reject) =>
    server.bindAsync('127.0.0.1:0', grpc.ServerCredentials.createInsecure(), (error, bound) =>
      error ? reject(error) : resolve(bound),
    ),
  )
  return {
    address: `127.0.0.1:${port}`,
    recorded: () => record.finish(),
    close: async () => {
      record.transforms.close()
      server.forceShutdown()
    },
  }
}

class Recording {
  readonly options: RecordingOptions
  readonly resources = new Map<string, RecordedResource>()
  readonly invokes: RecordedInvoke[] = []
  readonly logs: ProgramLog[] = []
  readonly transforms = new Transforms()
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

  /** A resource's ancestors by their URNs, nearest first. */
  lineage(parent: string): string[] {
    const above = this.resources.get(parent)?.parent ?? ''
    return parent === '' ? [] : [parent, ...this.lineage(above)]
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
    known.RESOURCE_MONITOR_FEATURE_TRANSFORMS,
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
      if (resource)
        record.resources.set(urn, { ...resource, outputs: values, secretOutputs: secretPaths })
      return new Empty()
    }),
    readResource: unary((request: ResourceMessages.ReadResourceRequest) => read(record, request)),
    invoke: unary((request: ResourceMessages.ResourceInvokeRequest) => {
      const { values } = fromStruct(request.getArgs())
      const known = record.resources.get(`${values.urn}`)
      // The SDK asks for the state behind a reference to a resource; the engine itself answers.
      if (request.getTok() === 'pulumi:pulumi:getResource' && known) {
        const state = { urn: known.urn, id: known.id, state: known.outputs }
        return new resourceMessages.ResourceInvokeResponse().setReturn(toStruct(state))
      }
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

/** Lets transforms of the resource, and of what it is in, change the request. */
async function transform(
  record: Recording,
  request: ResourceMessages.RegisterResourceRequest,
): Promise<void> {
  const parent = request.getParent() || record.root
  const callbacks = [
    ...request.getTransformsList(),
    ...record.transforms.reaching(record.lineage(parent)),
  ]
  if (callbacks.length === 0) return
  const options = new resourceMessages.TransformResourceOptions()
    .setDependsOnList(request.getDependenciesList())
    .setIgnoreChangesList(request.getIgnorechangesList())
    .setProtect(request.getProtect() ?? false)
  const given = {
    type: request.getType(),
    name: request.getName(),
    custom: request.getCustom(),
    parent,
    properties: request.getObject() ?? toStruct({}),
    options,
  }
  const changed = await record.transforms.apply(given, callbacks)
  request
    .setObject(changed.properties)
    .setDependenciesList(changed.options.getDependsOnList())
    .setIgnorechangesList(changed.options.getIgnoreChangesList())
    .setProtect(changed.options.getProtect() ?? false)
}

async function register(
  record: Recording,
  request: ResourceMessages.RegisterResourceRequest,
): Promise<ResourceMessages.RegisterResourceResponse> {
  await transform(record, request)
  const { values, secretPaths } = fromStruct(request.getObject())
  const type = request.getType()
  const name = request.getName()
  const parent = request.getParent() || (type === STACK_TYPE ? '' : record.root)
  const urn = record.urn(type, name, parent)
  const region = record.regionOf(values, request.getProvider())
  const custom = request.getCustom()
  const remote = request.getRemote()
  const state = custom ? simulate({ type, name, urn, inputs: values, region }) : undefined
  const expansion = remote ? expandRemote({ type, name, urn, inputs: values, region }) : undefined
  const outputs = state?.outputs ?? expansion?.outputs ?? {}
  record.add({
    urn,
    type,
    name,
    id: state?.id ?? '',
    parent,
    custom,
    remote,
    external: false,
    inputs: values,
    outputs,
    dependencies: [...new Set(request.getDependenciesList())].sort(),
    propertyDependencies: propertyDependencies(request),
    provider: request.getProvider(),
    protect: request.getProtect() ?? false,
    retainOnDelete: request.getRetainondelete() ?? false,
    deletedWith: request.getDeletedwith(),
    ignoreChanges: request.getIgnorechangesList(),
    aliases: request.getAliasurnsList(),
    secretInputs: secretPaths,
    secretOutputs: [...request.getAdditionalsecretoutputsList()].sort(),
  })
  record.transforms.remember(urn, request.getTransformsList())
  for (const child of expansion?.children ?? [])
    await registerChild(record, child, { region, protect: request.getProtect() ?? false })
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

async function registerChild(
  record: Recording,
  child: {
    type: string
    name: string
    inputs: Properties
    parent: string
    id: string
    outputs: Properties
  },
  options: { region: string; protect: boolean },
): Promise<void> {
  const { values: inputs } = fromStruct(
    await record.transforms
      .apply(
        {
          ...child,
          custom: true,
          properties: toStruct(child.inputs),
          options: new resourceMessages.TransformResourceOptions(),
        },
        record.transforms.reaching(record.lineage(child.parent)),
      )
      .then(({ properties }) => properties),
  )
  record.add({
    urn: record.urn(child.type, child.name, child.parent),
    type: child.type,
    name: child.name,
    id: child.id,
    parent: child.parent,
    custom: true,
    remote: false,
    external: false,
    inputs,
    outputs: { ...child.outputs, ...inputs },
    dependencies: [],
    propertyDependencies: {},
    provider: '',
    protect: options.protect,
    retainOnDelete: false,
    deletedWith: '',
    ignoreChanges: [],
    aliases: [],
    secretInputs: [],
    secretOutputs: [],
  })
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
    secretOutputs: [...request.getAdditionalsecretoutputsList()].sort(),
  })
  return new resourceMessages.ReadResourceResponse()
    .setUrn(urn)
    .setProperties(toStruct(state.outputs))
}
