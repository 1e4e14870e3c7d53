import { type Creation, hasOwnName, type SimulatedCloud } from '../cloud/simulated-cloud.ts'
import {
  Empty,
  type Grpc,
  grpc,
  listen,
  type Peer,
  type ProviderMessages,
  pluginMessages,
  providerMessages,
  providerRpc,
  unary,
} from '../engine/rpc.ts'
import { fromStruct, toStruct } from '../engine/wire.ts'
import { simulateInvoke } from '../simulation/simulate-invoke.ts'
import { asSent, foreseen, rawOf } from './answers.ts'
import { construct } from './construct.ts'
import { diffConfiguration, diffResource } from './diff-answers.ts'
import { FaultKind, type FaultPlan } from './faults.ts'
import { initFailed } from './init-failed.ts'
import { type InstanceConfiguration, readConfiguration } from './instance-configuration.ts'

/** What a simulated provider serves. */
export interface ProviderOptions {
  /** Package, e.g. `aws`. */
  readonly name: string
  /** Versions of the installed packages, by name. */
  readonly versions: ReadonlyMap<string, string>
  readonly cloud: SimulatedCloud
  /** Region of instances that are configured with none. */
  readonly region: string
  readonly faults: FaultPlan
}

/** A running provider. */
export interface RunningProvider {
  readonly name: string
  readonly port: number
  close(): void
}

/** Starts a provider on loopback that the engine can attach to (PULUMI_DEBUG_PROVIDERS). */
export async function startProvider(options: ProviderOptions): Promise<RunningProvider> {
  const server = new grpc.Server({ 'grpc.max_receive_message_length': -1 })
  const provider = new SimulatedProvider(options, () => server.forceShutdown())
  server.addService(
    providerRpc.ResourceProviderService as unknown as Grpc.ServiceDefinition,
    handlers(provider),
  )
  const port = await listen(server)
  return { name: options.name, port, close: () => server.forceShutdown() }
}

class SimulatedProvider {
  readonly #options: ProviderOptions
  readonly #instances = new Map<Peer, InstanceConfiguration>()
  readonly #die: () => void

  constructor(options: ProviderOptions, die: () => void) {
    this.#options = options
    this.#die = die
  }

  get name(): string {
    return this.#options.name
  }

  get version(): string {
    return this.#options.versions.get(this.name) ?? '0.0.0'
  }

  construct(
    request: ProviderMessages.ConstructRequest,
  ): Promise<ProviderMessages.ConstructResponse> {
    return construct(request, this.#options.versions)
  }

  configure(
    request: ProviderMessages.ConfigureRequest,
    peer: Peer,
  ): ProviderMessages.ConfigureResponse {
    const { values } = fromStruct(request.getArgs())
    this.#instances.set(peer, readConfiguration(values, this.#options.region))
    return new providerMessages.ConfigureResponse()
      .setAcceptsecrets(true)
      .setAcceptresources(this.name === 'eks')
      .setSupportspreview(true)
  }

  diff(request: ProviderMessages.DiffRequest, peer: Peer): ProviderMessages.DiffResponse {
    const type = typeOf(request.getUrn())
    const after = fromStruct(request.getNews()).values
    const before = fromStruct(request.getOldInputs()).values
    const response = diffResource({ type, before, after }, this.#instance(peer))
    const next = this.#options.cloud.foresee(this.#creation(request.getUrn(), after, peer))
    // The same id again means a name that is given: the old one has to go first.
    return response.setDeletebeforereplace(hasOwnName(type) && next.id === request.getId())
  }

  create(request: ProviderMessages.CreateRequest, peer: Peer): ProviderMessages.CreateResponse {
    const { cloud, faults } = this.#options
    const inputs = request.getProperties()
    const { values } = fromStruct(inputs)
    const creation = this.#creation(request.getUrn(), values, peer)
    const answer = new providerMessages.CreateResponse()
    if (request.getPreview()) {
      const outputs = foreseen(cloud.foresee(creation).outputs, values)
      return answer.setProperties(toStruct(asSent(outputs, inputs)))
    }
    const fault = faults.strike(creation)
    if (fault === FaultKind.Lost) this.#die()
    if (fault === FaultKind.Lost) throw new Error('the provider was lost')
    const object = cloud.create(creation)
    const { id } = object
    const sent = asSent(object.outputs, inputs)
    cloud.keepAnswer(object, { inputs: rawOf(inputs), outputs: sent })
    if (fault === FaultKind.Partial) throw initFailed({ id, outputs: sent, inputs })
    return answer.setId(id).setProperties(toStruct(sent))
  }

  read(request: ProviderMessages.ReadRequest, peer: Peer): ProviderMessages.ReadResponse {
    const { cloud } = this.#options
    const { values } = fromStruct(request.getInputs())
    const creation = this.#creation(request.getUrn(), values, peer)
    const answer = new providerMessages.ReadResponse()
    const object = cloud.read(request.getId(), creation)
    if (object) {
      const { inputs, outputs } = cloud.answerOf(object)
      return answer.setId(object.id).setInputs(toStruct(inputs)).setProperties(toStruct(outputs))
    }
    // Without inputs it is `X.get(…)`: something that exists outside of the program.
    if (request.getInputs()?.getFieldsMap().getLength()) return answer.setId('')
    const known = fromStruct(request.getProperties()).values
    const { outputs } = cloud.foresee({ ...creation, inputs: known })
    return answer.setId(request.getId()).setProperties(toStruct(outputs))
  }

  update(request: ProviderMessages.UpdateRequest, peer: Peer): ProviderMessages.UpdateResponse {
    const { cloud } = this.#options
    const inputs = request.getNews()
    const { values } = fromStruct(inputs)
    const creation = this.#creation(request.getUrn(), values, peer)
    const answer = new providerMessages.UpdateResponse()
    if (!request.getPreview()) {
      const object = cloud.update(request.getId(), creation)
      const sent = asSent(object.outputs, inputs)
      cloud.keepAnswer(object, { inputs: rawOf(inputs), outputs: sent })
      return answer.setProperties(toStruct(sent))
    }
    const { latestVersion, ...kept } = fromStruct(request.getOlds()).values
    const before = fromStruct(request.getOldInputs()).values
    const made = Object.fromEntries(Object.entries(kept).filter(([key]) => !(key in before)))
    const sent = asSent({ ...made, ...values }, inputs)
    // What changes by the update itself cannot be foreseen.
    const counted = latestVersion === undefined ? {} : foreseen({ latestVersion }, {})
    return answer.setProperties(toStruct({ ...sent, ...counted }))
  }

  delete(request: ProviderMessages.DeleteRequest, peer: Peer): InstanceType<typeof Empty> {
    const creation = this.#creation(request.getUrn(), {}, peer)
    this.#options.cloud.delete(request.getId(), creation)
    return new Empty()
  }

  invoke(request: ProviderMessages.InvokeRequest, peer: Peer): ProviderMessages.InvokeResponse {
    const { values } = fromStruct(request.getArgs())
    const answer = simulateInvoke(request.getTok(), values, this.#instance(peer).region)
    return new providerMessages.InvokeResponse().setReturn(toStruct(answer))
  }

  #instance(peer: Peer): InstanceConfiguration {
    return this.#instances.get(peer) ?? readConfiguration({}, this.#options.region)
  }

  #creation(urn: string, inputs: Creation['inputs'], peer: Peer): Creation {
    const { region, kubeconfig } = this.#instance(peer)
    const own = inputs.region
    return {
      urn,
      type: typeOf(urn),
      name: urn.split('::').slice(3).join('::'),
      inputs,
      region: typeof own === 'string' ? own : region,
      ...(kubeconfig !== undefined && { kubeconfig }),
    }
  }
}

/** Type of the resource itself, without its parents'. */
const typeOf = (urn: string): string => urn.split('::')[2]?.split('$').at(-1) ?? ''

function handlers(provider: SimulatedProvider): Grpc.UntypedServiceImplementation {
  const { CheckResponse, GetSchemaResponse, ProviderHandshakeResponse } = providerMessages
  const check = unary((request: ProviderMessages.CheckRequest) =>
    new CheckResponse().setInputs(request.getNews()),
  )
  const schema = JSON.stringify({ name: provider.name, version: provider.version })
  return {
    handshake: unary(() =>
      new ProviderHandshakeResponse()
        .setAcceptSecrets(true)
        .setAcceptResources(provider.name === 'eks'),
    ),
    attach: unary(() => new Empty()),
    getPluginInfo: unary(() => new pluginMessages.PluginInfo().setVersion(provider.version)),
    getSchema: unary(() => new GetSchemaResponse().setSchema(schema)),
    checkConfig: check,
    diffConfig: unary((request: ProviderMessages.DiffRequest) =>
      diffConfiguration(
        fromStruct(request.getOldInputs()).values,
        fromStruct(request.getNews()).values,
      ),
    ),
    configure: unary((request: ProviderMessages.ConfigureRequest, peer) =>
      provider.configure(request, peer),
    ),
    check,
    diff: unary((request: ProviderMessages.DiffRequest, peer) => provider.diff(request, peer)),
    create: unary((request: ProviderMessages.CreateRequest, peer) =>
      provider.create(request, peer),
    ),
    read: unary((request: ProviderMessages.ReadRequest, peer) => provider.read(request, peer)),
    update: unary((request: ProviderMessages.UpdateRequest, peer) =>
      provider.update(request, peer),
    ),
    delete: unary((request: ProviderMessages.DeleteRequest, peer) =>
      provider.delete(request, peer),
    ),
    invoke: unary((request: ProviderMessages.InvokeRequest, peer) =>
      provider.invoke(request, peer),
    ),
    construct: unary((request: ProviderMessages.ConstructRequest) => provider.construct(request)),
    cancel: unary(() => new Empty()),
  } as unknown as Grpc.UntypedServiceImplementation
}
