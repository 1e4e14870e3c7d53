import { ImageBuilder } from '../../../components/image-builder/image-builder.ts'
import type { ImageBuilderArgs } from '../../../components/image-builder/image-builder-args.ts'
import { record } from '../../../rehearsal/engine/record.ts'
import type {
  RecordedProgram,
  RecordedResource,
} from '../../../rehearsal/engine/recorded-resource.ts'

/** Records a builder named `builder`; its outputs are the component's. */
export const recorded = (args: ImageBuilderArgs): Promise<RecordedProgram> =>
  record(() => {
    const { connectCommand, ...builder } = new ImageBuilder('builder', args)
    const { builderName, createCommand, startCommand, diagnoseCommand, stopCommand } = builder
    return {
      builderName,
      createCommand,
      startCommand,
      diagnoseCommand,
      stopCommand,
      clientPolicyArn: builder.clientPolicyArn,
      ...(connectCommand !== undefined && { connectCommand }),
    }
  })

/** The one resource of a kind and name. */
export const find = (
  { resources }: RecordedProgram,
  kind: string,
  name = 'builder',
): RecordedResource => {
  const found = resources.filter((one) => one.type.endsWith(`:${kind}`) && one.name === name)
  if (found.length !== 1) throw new Error(`${found.length} of ${kind} ${name}`)
  return found[0] as RecordedResource
}

/** Children of the component, `<type> <name>`, in order. */
export const childrenOf = ({ resources }: RecordedProgram): string[] => {
  const component = resources.find(({ type }) => type === 'dataspace:index:ImageBuilder')
  return resources
    .filter(({ parent }) => parent === component?.urn)
    .map(({ type, name }) => `${type} ${name}`)
    .sort()
}

/** Names of the resources that one waits for. */
export const awaited = ({ resources }: RecordedProgram, { dependencies }: RecordedResource) =>
  resources
    .filter(({ urn }) => dependencies.includes(urn))
    .map(({ type, name }) => `${type.split(':').at(-1)} ${name}`)
    .sort()
