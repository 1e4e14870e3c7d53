import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { usedMantineStyles } from '../../app/console/build/used-mantine-styles.ts'

const CORE = join(import.meta.dirname, '../../node_modules/@mantine/core')
const styleOf = (component: string) =>
  readFileSync(join(CORE, 'styles', `${component}.css`), 'utf8')

describe('the styles of a build', () => {
  const folder = mkdtempSync(join(tmpdir(), 'dataspace-styles-'))
  afterAll(() => rmSync(folder, { recursive: true }))
  writeFileSync(
    join(folder, 'page.tsx'),
    "import { type MantineColor, Modal,\n  TextInput } from '@mantine/core'\n",
  )
  const styles = usedMantineStyles(folder)

  it('are those of the components used, and of those that these are made of', () => {
    for (const used of ['default-css-variables', 'Modal', 'ModalBase', 'CloseButton', 'Input'])
      expect(styles, used).toContain(styleOf(used).trim())
  })

  it('are not those of other components', () => {
    for (const unused of ['Slider', 'Stepper', 'Tour', 'Table'])
      expect(styles, unused).not.toContain(styleOf(unused).trim())
  })

  it("stand in Mantine's order, on which the cascade relies", () => {
    const at = ['UnstyledButton', 'CloseButton', 'ModalBase', 'Modal'].map((one) =>
      styles.indexOf(styleOf(one).trim()),
    )
    expect(at).toEqual(at.toSorted((a, b) => a - b))
  })
})
