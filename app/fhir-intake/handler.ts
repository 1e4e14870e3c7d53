import { auditKey, recordPseudonym } from '../audit/audit-key.ts'
import { type IntakeParts, intakeFile } from './intake-file.ts'
import { failureLine, outcomeLine } from './log-line.ts'
import { s3ObjectStore } from './object-store.ts'
import { pseudonymSecret } from './pseudonym-secret.ts'
import { readIntakeSettings } from './settings.ts'
import { type QueueMessage, uploadOf } from './upload.ts'

/** Messages that are to be delivered again; the others are done. */
interface BatchResponse {
  batchItemFailures: { itemIdentifier: string }[]
}

let preparing: Promise<IntakeParts> | undefined

/**
 * Entry of the Lambda function: takes in the files that a batch of messages tells of, one by one. A
 * failure (S3 unreachable, no access) gives that message back to the queue, which delivers it again
 * and in the end puts it with the dead letters. A file that is bad is no failure: its report says so.
 */
export async function handler(event: { Records: QueueMessage[] }): Promise<BatchResponse> {
  const batchItemFailures: BatchResponse['batchItemFailures'] = []
  for (const message of event.Records) {
    const started = performance.now()
    try {
      const parts = await prepared()
      const upload = uploadOf(message)
      const outcome = await intakeFile(upload, parts)
      const line = outcomeLine(outcome, {
        version: upload.version,
        message: message.messageId,
        milliseconds: Math.round(performance.now() - started),
        functionName: process.env.AWS_LAMBDA_FUNCTION_NAME ?? 'local',
      })
      process.stdout.write(`${line}\n`)
    } catch (error) {
      process.stdout.write(`${failureLine(error, message.messageId)}\n`)
      batchItemFailures.push({ itemIdentifier: message.messageId })
    }
  }
  return { batchItemFailures }
}

/** Settings, key and clients, once for all invocations; tried anew after a failure. */
function prepared(): Promise<IntakeParts> {
  preparing ??= prepare().catch((error: unknown) => {
    preparing = undefined
    throw error
  })
  return preparing
}

async function prepare(): Promise<IntakeParts> {
  const settings = readIntakeSettings(process.env)
  const { PSEUDONYM_SECRET_ARN: arn, PSEUDONYM_SECRET_FIELD: field } = settings
  const key = auditKey(await pseudonymSecret(arn, field))
  return {
    store: s3ObjectStore(settings.OUTPUT_BUCKET),
    institutions: settings.INSTITUTIONS,
    maxBytes: settings.MAX_FILE_BYTES,
    prefixes: {
      uploads: settings.UPLOADS_PREFIX,
      accepted: settings.ACCEPTED_PREFIX,
      rejected: settings.REJECTED_PREFIX,
      reports: settings.REPORTS_PREFIX,
    },
    pseudonymise: (institution, type, id) => recordPseudonym(key, institution, { type, id }),
  }
}
