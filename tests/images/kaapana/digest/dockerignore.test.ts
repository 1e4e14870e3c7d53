import { mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { readDockerignore } from '../../../../images/kaapana/digest/dockerignore.ts'
import { writeFiles } from '../make-checkout.ts'

function folderWith(files: Record<string, string>): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'context-')))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  writeFiles(folder, files)
  return folder
}

const ignoreIn = (text: string) => {
  const folder = folderWith({ '.dockerignore': text })
  return readDockerignore(folder, join(folder, 'Dockerfile'))
}

// Rules of https://docs.docker.com/build/concepts/context/#syntax and github.com/moby/patternmatcher.
test.each([
  ['temp', ['temp', 'temp/a', 'temp/a/b'], ['a/temp', 'temp2', 'Temp']],
  ['temp/', ['temp', 'temp/a'], ['a/temp/b']],
  ['/temp', ['temp', 'temp/a'], ['a/temp']],
  ['./a/../temp', ['temp'], ['a/temp', 'a']],
  ['*/temp*', ['a/temporary.txt', 'a/temp', 'a/temp/b'], ['temporary.txt', 'a/b/temp']],
  ['*/*/temp*', ['a/b/temporary.txt'], ['a/temp']],
  ['temp?', ['tempa', 'temp1/x'], ['temp', 'tempab']],
  ['**/*.go', ['a.go', 'a/b/c.go'], ['a.got']],
  ['a/**', ['a/b', 'a/b/c'], ['a', 'b']],
  ['a/**/b', ['a/b', 'a/x/b', 'a/x/y/b/z'], ['a/x']],
  ['**/**/**/b', ['b', 'x/b', 'x/y/b'], ['c']],
  ['# temp\n', [], ['temp', '# temp']],
  ['  temp  \r\n\r\n', ['temp'], []],
  ['\uFEFFtemp', ['temp'], []],
  ['*.md\n!README.md', ['a.md'], ['README.md', 'x/a.md']],
  ['*.md\n!README*.md\nREADME-secret.md', ['README-secret.md'], ['README.md']],
  ['*\n!a/b', ['a/c', 'b'], ['a/b', 'a/b/c']],
  ['!temp\ntemp', ['temp'], []],
  ['*\n! a', ['b'], ['a']],
  ['c++(1)|{a}', ['c++(1)|{a}', 'c++(1)|{a}/x'], ['c', 'ccc1']],
  ['[ab].txt', ['a.txt', 'b.txt'], ['c.txt']],
  ['[^ab].txt', ['c.txt'], ['a.txt']],
  ['\\*.txt', ['*.txt'], ['a.txt']],
])('%j leaves out %j and keeps %j', (text, out, kept) => {
  const { ignores } = ignoreIn(text)
  expect(out.filter(ignores)).toEqual(out)
  expect(kept.filter(ignores)).toEqual([])
})

test('prefers the ignore file of the Dockerfile to that of the context', () => {
  const folder = folderWith({
    '.dockerignore': 'a',
    'other/Dockerfile.gpu.dockerignore': 'b',
    'other/Dockerfile.dockerignore': 'c',
  })
  const { ignores, file } = readDockerignore(folder, join(folder, 'other/Dockerfile.gpu'))
  expect(file).toBe(join(folder, 'other/Dockerfile.gpu.dockerignore'))
  expect(['a', 'b', 'c'].filter(ignores)).toEqual(['b'])
})

test('leaves nothing out without an ignore file', () => {
  const folder = folderWith({})
  expect(readDockerignore(folder, join(folder, 'Dockerfile')).ignores('.git')).toBe(false)
})

test('refuses a pattern that is none when it is read, not when it is first asked', () => {
  expect(() => ignoreIn('ok\n[b-a]')).toThrow(SyntaxError)
})
