import { createRequire } from 'node:module'
import type * as Grpc from '@grpc/grpc-js'
import type * as EngineRpc from '@pulumi/pulumi/proto/engine_grpc_pb.js'
import type * as EngineMessages from '@pulumi/pulumi/proto/engine_pb.js'
import type * as PluginMessages from '@pulumi/pulumi/proto/plugin_pb.js'
import type * as ProviderRpc from '@pulumi/pulumi/proto/provider_grpc_pb.js'
import type * as ProviderMessages from '@pulumi/pulumi/proto/provider_pb.js'
import type * as ResourceRpc from '@pulumi/pulumi/proto/resource_grpc_pb.js'
import type * as ResourceMessages from '@pulumi/pulumi/proto/resource_pb.js'
import type * as StatusMessages from '@pulumi/pulumi/proto/status_pb.js'
import type * as Anys from 'google-protobuf/google/protobuf/any_pb.js'
import type * as Empties from 'google-protobuf/google/protobuf/empty_pb.js'
import type * as Structs from 'google-protobuf/google/protobuf/struct_pb.js'

// The stubs are CommonJS whose exports Node cannot name; and the gRPC library has to be the very one
// the stubs use, so it is looked up from there.
const here = createRequire(import.meta.url)
const sdk = createRequire(here.resolve('@pulumi/pulumi/package.json'))

export const grpc = sdk('@grpc/grpc-js') as typeof Grpc
export const { Empty } = sdk('google-protobuf/google/protobuf/empty_pb.js') as typeof Empties
export const structs = sdk('google-protobuf/google/protobuf/struct_pb.js') as typeof Structs
export const { Any } = sdk('google-protobuf/google/protobuf/any_pb.js') as typeof Anys
export const { EngineService } = here(
  '@pulumi/pulumi/proto/engine_grpc_pb.js',
) as typeof EngineRpc & { EngineService: Grpc.ServiceDefinition }
export const engineMessages = here('@pulumi/pulumi/proto/engine_pb.js') as typeof EngineMessages
export const resourceRpc = here('@pulumi/pulumi/proto/resource_grpc_pb.js') as typeof ResourceRpc
export const resourceMessages = here(
  '@pulumi/pulumi/proto/resource_pb.js',
) as typeof ResourceMessages
export const providerRpc = here('@pulumi/pulumi/proto/provider_grpc_pb.js') as typeof ProviderRpc
export const providerMessages = here(
  '@pulumi/pulumi/proto/provider_pb.js',
) as typeof ProviderMessages
export const pluginMessages = here('@pulumi/pulumi/proto/plugin_pb.js') as typeof PluginMessages
export const statusMessages = here('@pulumi/pulumi/proto/status_pb.js') as typeof StatusMessages

export type { EngineMessages, Grpc, ProviderMessages, ResourceMessages }

/** Who calls: one address a connection, and one connection a provider instance of the engine. */
export type Peer = string

/** Answers a unary call with what `handle` returns, or with its error. */
export function unary<Request, Response>(
  handle: (request: Request, peer: Peer) => Response | Promise<Response>,
): Grpc.handleUnaryCall<Request, Response> {
  return (call, callback) => {
    Promise.resolve()
      .then(() => handle(call.request, call.getPeer()))
      .then(
        (response) => callback(null, response),
        (error: Error & { metadata?: Grpc.Metadata }) =>
          callback({
            code: grpc.status.UNKNOWN,
            message: error.message,
            ...(error.metadata && { metadata: error.metadata }),
          }),
      )
  }
}

/** Serves services on a free port of loopback. */
export async function listen(server: Grpc.Server): Promise<number> {
  return new Promise<number>((resolve, reject) =>
    server.bindAsync('127.0.0.1:0', grpc.ServerCredentials.createInsecure(), (error, bound) =>
      error ? reject(error) : resolve(bound),
    ),
  )
}
