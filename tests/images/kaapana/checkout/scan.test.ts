import { execFileSync } from 'node:child_process'
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { scan } from '../../../../images/kaapana/checkout/scan.ts'
import { makeCheckout, writeFiles } from '../make-checkout.ts'

test('All files that begin with Dockerfile and all charts are found, hidden folders too', () => {
  const folder = makeCheckout({
    'b/Dockerfile': '',
    'b/Dockerfile.gpu': '',
    'b/myDockerfile': '',
    '.hidden/Dockerfile': '',
    'a-b/chart/Chart.yaml': '',
    'a/chart/Chart.yaml': '',
  })
  expect(scan(folder)).toMatchObject({
    dockerfiles: ['.hidden/Dockerfile', 'b/Dockerfile', 'b/Dockerfile.gpu'],
    chartFiles: ['a/chart/Chart.yaml', 'a-b/chart/Chart.yaml'],
    repositories: [''],
    issues: [],
  })
})

test('External sources have files named exactly Dockerfile', () => {
  const folder = makeCheckout({ Dockerfile: '', 'Dockerfile.gpu': '' })
  expect(scan(folder, { exactNames: true }).dockerfiles).toEqual(['Dockerfile'])
})

test('Folders to skip are not entered, nor is what git keeps', () => {
  const folder = makeCheckout({ 'build/Dockerfile': '', 'a/build/Dockerfile': '' })
  writeFiles(folder, { '.git/Dockerfile': '' })
  expect(scan(folder, { skip: [join(folder, 'build')] }).dockerfiles).toEqual([
    'a/build/Dockerfile',
  ])
})

test('Links to folders are not followed, and one that leads back is told', () => {
  const folder = makeCheckout({ 'a/Dockerfile': '' })
  symlinkSync('a', join(folder, 'b'))
  symlinkSync('..', join(folder, 'a/up'))
  symlinkSync('self', join(folder, 'self'))
  const { dockerfiles, issues } = scan(folder)
  expect(dockerfiles).toEqual(['a/Dockerfile'])
  expect(issues.map(({ rule, file }) => `${rule} ${file}`).sort()).toEqual([
    'link-loop a/up',
    'link-loop self',
  ])
})

test('A link to a file in the checkout is the file; any other is an error', () => {
  const folder = makeCheckout({ 'a/Dockerfile': '' })
  symlinkSync('a/Dockerfile', join(folder, 'Dockerfile'))
  symlinkSync('nowhere', join(folder, 'Dockerfile.gone'))
  symlinkSync('Dockerfile.loop', join(folder, 'Dockerfile.loop'))
  symlinkSync('/etc/passwd', join(folder, 'Dockerfile.passwd'))
  const { dockerfiles, issues } = scan(folder)
  expect(dockerfiles).toEqual(['Dockerfile', 'a/Dockerfile'])
  expect(
    issues.map(({ file, severity, message }) => `${file} ${severity} ${message}`).sort(),
  ).toEqual(
    [
      ['Dockerfile.gone', 'a link that leads nowhere (ENOENT)'],
      ['Dockerfile.loop', 'a link that leads nowhere (ELOOP)'],
      ['Dockerfile.passwd', 'a link to outside the checkout'],
    ].map(
      ([file, found]) =>
        `${file} error Expected a file, found ${found}. Rename it, or leave it out with a pattern.`,
    ),
  )
})

test('A pipe called Dockerfile is an error, and nothing waits for it', () => {
  const folder = makeCheckout({})
  execFileSync('mkfifo', [join(folder, 'Dockerfile')])
  expect(scan(folder)).toMatchObject({
    dockerfiles: [],
    issues: [{ rule: 'dockerfile-not-a-file', severity: 'error', file: 'Dockerfile' }],
  })
})

test('A folder that cannot be read is an error, and the walk goes on', () => {
  const folder = makeCheckout({ 'z/Dockerfile': '' })
  // A name that is no UTF-8 cannot be opened by it: unreadable for the superuser as well.
  const broken = Buffer.concat([Buffer.from(`${folder}/`), Buffer.from([0x61, 0xff])])
  mkdirSync(broken)
  writeFileSync(Buffer.concat([Buffer.from(`${folder}/Dockerfile`), Buffer.from([0xff])]), '')
  const { dockerfiles, issues } = scan(folder)
  expect(dockerfiles).toEqual(['Dockerfile\ufffd', 'z/Dockerfile'])
  expect(issues).toMatchObject([{ rule: 'folder-unreadable', severity: 'error', file: 'a\ufffd' }])
})
