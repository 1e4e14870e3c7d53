import { constructRemote, remoteParent } from '../simulation/remote-components.ts'
import { simulate } from '../simulation/simulate.ts'
import { simulateInvoke } from '../simulation/simulate-invoke.ts'
import type { ProgramLog, RecordedProgram, RecordedResource } from './recorded-resource.ts'
import { Recording, type RecordingOptions, STACK_TYPE } from './recording.ts'
import { recordingSite } from './recording-site.ts'
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
import { asSecret, fromStruct, toStruct } from './wire.ts'

/** A running engine that records and simulates. */
export interface RecordingEngine {
  /** `host:port` of the engine and of the resource monitor. */
  readonly address: string
  /** What was recorded so far, resources sorted by URN. */
  recorded(): RecordedProgram
  close(): Promise<void>
}

const SEVERITY: ProgramLog['severity'][] = ['debug', 'info', 'warning', 'error']

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
    close: async () => {
      record.transforms.close()
      server.forceShutdown()
    },
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
      // The SDK asks for the state behind a reference to a resource; the engine itself answers.
      if (request.getTok() === 'pulumi:pulumi:getResource')
        return new resourceMessages.ResourceInvokeResponse().setReturn(
          toStruct(record.lookUp(String(values.urn))),
        )
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
    secretOutputs: [...request.getAdditionalsecretoutputsList()].sort(),
  }
  record.add(recorded)
  record.transforms.remember(urn, request.getTransformsList())
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
