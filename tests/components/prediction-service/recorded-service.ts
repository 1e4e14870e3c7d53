import { PredictionService } from '../../../components/prediction-service/prediction-service.ts'
import type { PredictionServiceArgs } from '../../../components/prediction-service/prediction-service-args.ts'
import { record } from '../../../rehearsal/engine/record.ts'
import type {
  RecordedProgram,
  RecordedResource,
} from '../../../rehearsal/engine/recorded-resource.ts'

/** Records a service with these arguments; its outputs are the component's. */
export const recorded = (args: PredictionServiceArgs): Promise<RecordedProgram> =>
  record(() => {
    const { url, namespace, serviceName, roleArn, secretArns } = new PredictionService(
      'readmission',
      args,
    )
    return { url, namespace, serviceName, roleArn, secretArns }
  })

/** The resource of a kind and name. */
export const find = ({ resources }: RecordedProgram, kind: string, name = 'readmission') => {
  const found = resources.find((one) => one.type.endsWith(`:${kind}`) && one.name === name)
  if (found === undefined) throw new Error(`There is no ${kind} ${name}.`)
  return found
}

/** The pod's specification of a Deployment or Job. */
// biome-ignore lint/suspicious/noExplicitAny: inputs of many shapes
export const podOf = (resource: RecordedResource): any =>
  // biome-ignore lint/suspicious/noExplicitAny: inputs of many shapes
  (resource.inputs as any).spec.template.spec
