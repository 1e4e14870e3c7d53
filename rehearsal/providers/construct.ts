import {
  type Grpc,
  grpc,
  type ProviderMessages,
  providerMessages,
  resourceMessages,
  resourceRpc,
} from '../engine/rpc.ts'
import { fromStruct, type Properties, toStruct } from '../engine/wire.ts'
import { constructRemote, remoteParent } from '../simulation/remote-components.ts'
import { type Monitor, MonitorSite } from './monitor-site.ts'

/**
 * Constructs a remote component on the real engine: registers it and its children with the monitor
 * that the request names, and answers with its outputs.
 */
export async function construct(
  request: ProviderMessages.ConstructRequest,
  versions: ReadonlyMap<string, string>,
): Promise<ProviderMessages.ConstructResponse> {
  const client = new resourceRpc.ResourceMonitorClient(
    request.getMonitorendpoint(),
    grpc.credentials.createInsecure(),
    { 'grpc.max_receive_message_length': -1 },
  )
  try {
    return await constructOn(monitorOf(client as unknown as MonitorClient), request, versions)
  } finally {
    ;(client as unknown as Grpc.Client).close()
  }
}

async function constructOn(
  monitor: Monitor,
  request: ProviderMessages.ConstructRequest,
  versions: ReadonlyMap<string, string>,
): Promise<ProviderMessages.ConstructResponse> {
  const { values: inputs, secretPaths } = fromStruct(request.getInputs(), 'urn')
  const [type, name] = [request.getType(), request.getName()]
  const urn = await registerComponent(monitor, request, inputs)
  const site = new MonitorSite(monitor, { urn, request, inputs, secretPaths, versions })
  const region = await site.region()
  const outputs = toStruct(await constructRemote({ type, name, urn, inputs, region }, site))
  await monitor.registerOutputs(
    new resourceMessages.RegisterResourceOutputsRequest().setUrn(urn).setOutputs(outputs),
  )
  return new providerMessages.ConstructResponse().setUrn(urn).setState(outputs)
}

async function registerComponent(
  monitor: Monitor,
  request: ProviderMessages.ConstructRequest,
  inputs: Properties,
): Promise<string> {
  const registration = new resourceMessages.RegisterResourceRequest()
    .setType(request.getType())
    .setName(request.getName())
    .setParent(remoteParent({ type: request.getType(), inputs }, request.getParent()))
    .setObject(request.getInputs())
    .setDependenciesList(request.getDependenciesList())
    .setProtect(request.getProtect() ?? false)
    .setAliasesList(request.getAliasesList())
    .setAliasspecs(true)
    .setAcceptsecrets(true)
    .setAcceptresources(true)
  const { RegisterResourceRequest } = resourceMessages
  request.getInputdependenciesMap().forEach((urns, key) => {
    const dependencies = new RegisterResourceRequest.PropertyDependencies()
    registration.getPropertydependenciesMap().set(key, dependencies.setUrnsList(urns.getUrnsList()))
  })
  return (await monitor.register(registration)).getUrn()
}

type Call = (request: unknown, answer: (error: Error | null, response: unknown) => void) => void
type MonitorClient = Record<'registerResource' | 'registerResourceOutputs' | 'invoke', Call>

/** The client's calls as promises. */
function monitorOf(client: MonitorClient): Monitor {
  const called = (method: keyof MonitorClient) => (request: unknown) =>
    new Promise((resolve, reject) =>
      client[method](request, (error, response) => (error ? reject(error) : resolve(response))),
    )
  return {
    register: called('registerResource'),
    registerOutputs: called('registerResourceOutputs'),
    invoke: called('invoke'),
  } as Monitor
}
