import { createRequire } from 'node:module'
import type * as CallbackRpc from '@pulumi/pulumi/proto/callback_grpc_pb.js'
import type * as CallbackMessages from '@pulumi/pulumi/proto/callback_pb.js'
import type * as Structs from 'google-protobuf/google/protobuf/struct_pb.js'
import { grpc, type ResourceMessages, resourceMessages } from './rpc.ts'

const here = createRequire(import.meta.url)
const { CallbacksClient } = here('@pulumi/pulumi/proto/callback_grpc_pb.js') as typeof CallbackRpc
const { CallbackInvokeRequest } = here(
  '@pulumi/pulumi/proto/callback_pb.js',
) as typeof CallbackMessages

type Callback = CallbackMessages.Callback
type Client = CallbackRpc.CallbacksClient

/** A resource on its way to be registered, as a transform sees and may change it. */
export interface Registration {
  readonly type: string
  readonly name: string
  readonly custom: boolean
  readonly parent: string
  readonly properties: Structs.Struct
  readonly options: ResourceMessages.TransformResourceOptions
}

/**
 * The `transforms` of resources: functions in the program that may change the inputs and options of a
 * resource and of everything below it. They are what reaches the children that another process makes
 * (https://www.pulumi.com/docs/iac/concepts/resources/options/transforms/).
 */
export class Transforms {
  readonly #callbacks = new Map<string, readonly Callback[]>()
  readonly #clients = new Map<string, Client>()

  /** Keeps a resource's transforms for what is registered below it. */
  remember(urn: string, callbacks: readonly Callback[]): void {
    if (callbacks.length > 0) this.#callbacks.set(urn, callbacks)
  }

  /** Transforms that reach a resource with these ancestors, nearest first. */
  reaching(ancestors: readonly string[]): readonly Callback[] {
    return ancestors.flatMap((urn) => this.#callbacks.get(urn) ?? [])
  }

  /** Runs transforms one after the other, each on what the one before left. */
  async apply(registration: Registration, callbacks: readonly Callback[]): Promise<Registration> {
    let current = registration
    for (const callback of callbacks) {
      const answer = await this.#call(callback, current)
      current = {
        ...current,
        properties: answer.getProperties() ?? current.properties,
        options: answer.getOptions() ?? current.options,
      }
    }
    return current
  }

  close(): void {
    for (const client of this.#clients.values()) client.close()
  }

  #call(
    callback: Callback,
    registration: Registration,
  ): Promise<ResourceMessages.TransformResponse> {
    const { type, name, custom, parent, properties, options } = registration
    const request = new resourceMessages.TransformRequest()
      .setType(type)
      .setName(name)
      .setCustom(custom)
      .setParent(parent)
      .setProperties(properties)
      .setOptions(options)
    const invoke = new CallbackInvokeRequest()
      .setToken(callback.getToken())
      .setRequest(request.serializeBinary())
    const client = this.#client(callback.getTarget())
    return new Promise((resolve, reject) => {
      client.invoke(invoke, (error, response) =>
        error
          ? reject(new Error(error.details))
          : resolve(
              resourceMessages.TransformResponse.deserializeBinary(response.getResponse_asU8()),
            ),
      )
    })
  }

  #client(target: string): Client {
    const known = this.#clients.get(target)
    if (known) return known
    const client = new CallbacksClient(target, grpc.credentials.createInsecure())
    this.#clients.set(target, client)
    return client
  }
}
