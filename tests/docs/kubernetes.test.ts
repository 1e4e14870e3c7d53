import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { imageSource, OWN_IMAGES } from '../../images/own-images.ts'
import { parseSettings } from '../../stacks/settings/parse.ts'
import { merged } from '../stacks/config-tree.ts'

const ROOT = join(import.meta.dirname, '../..')
const textOf = (path: string): string => readFileSync(join(ROOT, path), 'utf8')
const PAGE = textOf('docs/kubernetes.md')

const BUILT = OWN_IMAGES.filter((name) => existsSync(join(ROOT, `images/${name}/Dockerfile`)))

const { config: EXAMPLE } = parse(textOf('Pulumi.kubernetes.yaml')) as {
  config: Record<string, unknown>
}

const BLOCKS = Array.from(PAGE.matchAll(/^```yaml\n([\s\S]*?)^```/gm), ([, text = '']) => text)

describe('docs/kubernetes.md', () => {
  it('has settings for PostgreSQL, sign-in and zones', () => expect(BLOCKS).toHaveLength(4))

  it.each(BLOCKS)('shows settings that the example takes, and that change it: %s', (text) => {
    const config = merged(EXAMPLE, parse(text) as Record<string, unknown>)
    const settings = parseSettings(config, { stack: 'kubernetes' })
    expect(settings).not.toEqual(parseSettings(EXAMPLE, { stack: 'kubernetes' }))
  })

  it.each(BUILT)('builds the image %s from the folder that deployments on AWS send', (name) => {
    expect(PAGE).toContain(`\npublish ${name} ${imageSource(ROOT, name).context}\n`)
  })
})
