import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import * as pulumi from '@pulumi/pulumi'
import type { PredictionPlanFiles } from '../../components/prediction-service/prediction-service-args.ts'

/** What a ConfigMap holds at most, in bytes. */
const MOST = 1_000_000

/**
 * The plan that the console shows, from a folder below the program. Where there is none yet the
 * environment is made without: the first plan could not be made otherwise.
 *
 * @throws Error where the files are too large for a ConfigMap
 */
export function carriedPlan(
  folder: string | undefined,
  environment: string,
): PredictionPlanFiles | undefined {
  if (folder === undefined) return undefined
  const picture = resolve(folder, 'plan.svg')
  const summary = resolve(folder, 'plan.json')
  if (!existsSync(picture) || !existsSync(summary)) {
    void pulumi.log.warn(
      `service.plan: ${folder} has no plan.svg and plan.json, so the console shows no plan. ` +
        `Make them: dataspace plan ${environment} --console ${folder}`,
    )
    return undefined
  }
  const files = { picture: readFileSync(picture, 'utf8'), summary: readFileSync(summary, 'utf8') }
  const bytes = Buffer.byteLength(files.picture) + Buffer.byteLength(files.summary)
  if (bytes > MOST)
    throw new Error(
      `service.plan: plan.svg and plan.json of ${folder} have ${bytes} bytes, and a ConfigMap holds ` +
        `${MOST}. Make them anew: dataspace plan ${environment} --console ${folder}`,
    )
  return files
}
