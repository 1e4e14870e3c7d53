import { createRequire } from 'node:module'
import type * as Grpc from '@grpc/grpc-js'
import type * as EngineRpc from '@pulumi/pulumi/proto/engine_grpc_pb.js'
import type * as EngineMessages from '@pulumi/pulumi/proto/engine_pb.js'
import type * as ProviderRpc from '@pulumi/pulumi/proto/provider_grpc_pb.js'
import type * as ProviderMessages from '@pulumi/pulumi/proto/provider_pb.js'
import type * as ResourceRpc from '@pulumi/pulumi/proto/resource_grpc_pb.js'
import type * as ResourceMessages from '@pulumi/pulumi/proto/resource_pb.js'
import type * as Empties from 'google-protobuf/google/protobuf/empty_pb.js'
import type * as Structs from 'google-protobuf/google/protobuf/struct_pb.js'

// The stubs are CommonJS whose exports Node cannot name; and the gRPC library has to be the very one
// the stubs use, so it is looked up from there.
const here = createRequire(import.meta.url)
const sdk = createRequire(here.resolve('@pulumi/pulumi/package.json'))

export const grpc = sdk('@grpc/grpc-js') as typeof Grpc
export const { Empty } = sdk('google-protobuf/google/protobuf/empty_pb.js') as typeof Empties
export const structs = sdk('google-protobuf/google/protobuf/struct_pb.js') as typeof Structs
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

export type { EngineMessages, Grpc, ProviderMessages, ResourceMessages }

/** Answers a unary call with what `handle` returns, or with its error. */
export function unary<Request, Response>(
  handle: (request: Request) => Response | Promise<Response>,
): Grpc.handleUnaryCall<Request, Response> {
  return (call, callback) => {
    Promise.resolve()
      .then(() => handle(call.request))
      .then(
        (response) => callback(null, response),
        (error: Error) => callback({ code: grpc.status.UNKNOWN, message: error.message }),
      )
  }
}
