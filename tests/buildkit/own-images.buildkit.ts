import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { imageSource, OWN_IMAGES } from '../../images/own-images.ts'
import { type Builder, startBuilder } from './builder.ts'
import { whatIsMissing } from './go-tools.ts'

const ROOT = join(import.meta.dirname, '../..')
const missing = whatIsMissing()

/** BuildKit's own reading of the Dockerfiles: syntax, stages, and its rules of good style. */
describe.skipIf(missing !== undefined)(
  `the repository's images on BuildKit${missing === undefined ? '' : ` (skipped: ${missing})`}`,
  () => {
    let builder: Builder
    beforeAll(async () => {
      builder = await startBuilder()
    })
    afterAll(() => builder?.stop())

    it.each(OWN_IMAGES)('%s is built from a Dockerfile without a warning', async (name) => {
      const { context, dockerfile, target } = imageSource(ROOT, name)
      // Nothing is run and no base is asked for: an empty one stands for each.
      const bases = ['NODE_IMAGE', 'PYTHON_IMAGE'].flatMap((base) => [
        '--build-arg',
        `${base}=scratch`,
      ])
      const words = ['build', '--call=check', ...bases, '--file', join(ROOT, dockerfile)]
      const stage = target === undefined ? [] : ['--target', target]
      const { stdout } = await promisify(execFile)(
        'buildx',
        [...words, ...stage, join(ROOT, context)],
        { env: builder.env },
      )
      expect(stdout).toContain('Check complete, no warnings found.')
    })
  },
)
