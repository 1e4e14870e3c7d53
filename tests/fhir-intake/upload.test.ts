import { describe, expect, it } from 'vitest'
import { failureLine, outcomeLine } from '../../app/fhir-intake/log-line.ts'
import { readIntakeSettings } from '../../app/fhir-intake/settings.ts'
import { uploadOf } from '../../app/fhir-intake/upload.ts'

const message = (object: object) => ({
  messageId: 'm1',
  body: JSON.stringify({
    'detail-type': 'Object Created',
    detail: { bucket: { name: 'data' }, object },
  }),
})

describe('a message of the queue', () => {
  it('names bucket, key and version, or the ETag in a bucket without versions', () => {
    const key = 'fhir/ukhd/ä b.json'
    expect(uploadOf(message({ key, etag: 'e', 'version-id': 'v' }))).toEqual({
      bucket: 'data',
      key,
      version: 'v',
      versioned: true,
    })
    expect(uploadOf(message({ key, etag: 'e' }))).toMatchObject({ version: 'e', versioned: false })
  })

  it('is refused when it is something else, without repeating it', () => {
    expect(() => uploadOf({ messageId: 'm', body: 'Eva Müller' })).toThrow(
      /^The message is not JSON$/,
    )
    expect(() => uploadOf(message({ key: 'fhir/a.json' }))).toThrow(
      /^The message is no "Object Created" event of S3$/,
    )
  })
})

describe('the log of the intake', () => {
  it('counts as metrics and names version and message, not the file', () => {
    const outcome = { state: 'refused', institution: 'ukhd', accepted: 0, rejected: 0 } as const
    const about = { version: 'v', message: 'm', milliseconds: 5, functionName: 'intake' }
    const line = JSON.parse(outcomeLine(outcome, about))
    expect(line).toMatchObject({ level: 'warn', event: 'file refused', RefusedFiles: 1 })
    for (const { Name } of line._aws.CloudWatchMetrics[0].Metrics) expect(line).toHaveProperty(Name)
    expect(line).toHaveProperty(line._aws.CloudWatchMetrics[0].Dimensions[0][0])
  })

  it('tells kind and place of a failure, never its message', () => {
    const line = failureLine(new TypeError('Patient Eva Müller'), 'm1')
    expect(JSON.parse(line)).toMatchObject({ level: 'error', message: 'm1', type: 'TypeError' })
    expect(line).not.toContain('Eva')
  })
})

describe('the settings of the intake', () => {
  it('are refused with every variable that is wrong', () => {
    const given = { INSTITUTIONS: 'dkfz,UKHD', MAX_FILE_BYTES: '-1', UPLOADS_PREFIX: '/' }
    expect(() => readIntakeSettings(given)).toThrow(
      /^The intake cannot start: OUTPUT_BUCKET: .*INSTITUTIONS\.1: .*PSEUDONYM_SECRET_ARN: .*MAX_FILE_BYTES: .*UPLOADS_PREFIX: must be a folder and end in \//,
    )
  })
})
