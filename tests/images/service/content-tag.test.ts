import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { contentTagOf } from '../../../images/service/content-tag.ts'

describe('the tag of an image', () => {
  let folder: string
  const write = (file: string, text: string) => {
    mkdirSync(dirname(join(folder, file)), { recursive: true })
    writeFileSync(join(folder, file), text)
  }
  const tag = () => contentTagOf(folder, ['app', 'package.json'])

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'dataspace-tag-'))
    write('package.json', '{}')
    write('app/console/src/main.tsx', 'one')
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  it('changes with the content and the name of each file', () => {
    const first = tag()
    write('app/console/src/main.tsx', 'two')
    const second = tag()
    write('app/other.ts', '')
    expect(new Set([first, second, tag()]).size).toBe(3)
  })

  it('stays when the console is built beforehand: the image builds it itself', () => {
    const before = tag()
    write('app/console/dist/index.html', 'built')
    expect(tag()).toBe(before)
  })
})
