import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { fieldsOf } from '../../../stacks/settings/fields.ts'
import { stackFileSchema } from '../../../stacks/settings/json-schema.ts'
import { projectConfig } from '../../../stacks/settings/project-config.ts'
import { referencePage } from '../../../stacks/settings/reference-page.ts'
import { settingsSchema } from '../../../stacks/settings/schema.ts'

const ROOT = join(import.meta.dirname, '../../..')
const textOf = (path: string): string => readFileSync(join(ROOT, path), 'utf8')

/** As the formatter writes it, so that the committed file passes the lint. */
const formatted = (text: string, name: string): string =>
  execFileSync(
    process.execPath,
    [join(ROOT, 'node_modules/@biomejs/biome/bin/biome'), 'format', `--stdin-file-path=${name}`],
    { cwd: ROOT, input: text, encoding: 'utf8' },
  )

// `vitest run tests/stacks/settings/generated.test.ts --update` writes both files.
describe('what is made from the schema of the settings', () => {
  it('is the JSON Schema for editors', async () => {
    const path = join(ROOT, 'stacks/settings.schema.json')
    await expect(
      formatted(JSON.stringify(stackFileSchema(), null, 2), 'x.json'),
    ).toMatchFileSnapshot(path)
  })

  it('is the reference page', async () => {
    await expect(formatted(referencePage(), 'x.md')).toMatchFileSnapshot(
      join(ROOT, 'docs/settings.md'),
    )
  })

  it('is the config block of Pulumi.yaml', () => {
    expect(parse(textOf('Pulumi.yaml')).config).toEqual(projectConfig())
  })

  it('says of every setting what it means and what is allowed', () => {
    const silent = fieldsOf(settingsSchema).filter(
      ({ description, allowed, example }) => !description || !allowed || example === '',
    )
    expect(silent.map(({ path }) => path.join('.'))).toEqual([])
  })
})
