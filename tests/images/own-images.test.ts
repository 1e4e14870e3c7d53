import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { copiedFiles, imageSource } from '../../images/own-images.ts'

describe('an image of the repository', () => {
  let repository = ''
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(repository, path)), { recursive: true })
    writeFileSync(join(repository, path), text)
  }

  beforeEach(() => {
    repository = mkdtempSync(join(tmpdir(), 'dataspace-images-'))
    write(
      'images/mlflow/Dockerfile',
      'FROM a AS build\nCOPY start.py requirements.txt /build/\nFROM a\nCOPY --from=build /x /x\n',
    )
    write('images/mlflow/start.py', 'print(1)')
    write('images/mlflow/requirements.txt', 'mlflow')
    write('images/mlflow/.dockerignore', '*')
  })
  afterEach(() => rmSync(repository, { recursive: true }))

  it('is built from its own folder where that says what is sent', () => {
    const { context, dockerfile } = imageSource(repository, 'mlflow')
    expect({ context, dockerfile }).toEqual({
      context: 'images/mlflow',
      dockerfile: 'images/mlflow/Dockerfile',
    })
  })

  it('is tagged by what is copied, and not by what stages copy from each other', () => {
    const source = { context: 'images/mlflow', dockerfile: 'images/mlflow/Dockerfile' }
    expect(copiedFiles(repository, source)).toEqual([
      'images/mlflow/Dockerfile',
      'images/mlflow/requirements.txt',
      'images/mlflow/start.py',
    ])
    const { tag } = imageSource(repository, 'mlflow')
    expect(tag).toMatch(/^content-[0-9a-f]{12}$/)
    write('images/mlflow/notes.md', 'not in the image')
    expect(imageSource(repository, 'mlflow').tag).toBe(tag)
    write('images/mlflow/start.py', 'print(2)')
    expect(imageSource(repository, 'mlflow').tag).not.toBe(tag)
  })
})
