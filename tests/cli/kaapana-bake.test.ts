import { describe, expect, it } from 'vitest'
import type { BakeFile } from '../../images/kaapana/bake/bake-file.ts'
import { makeCheckout, writeFiles } from '../images/kaapana/make-checkout.ts'
import { startRegistry } from '../images/kaapana/publish/registry.ts'
import { runCommand } from './run-command.ts'

const dockerfile = (image: string, ...from: string[]): string =>
  [...from, `LABEL IMAGE="${image}"`, 'LABEL BUILD_IGNORE="False"', ''].join('\n')

const FILES = {
  'base/Dockerfile': dockerfile('base', 'FROM scratch', 'LABEL REGISTRY="local-only"'),
  'app/Dockerfile': dockerfile('app', 'FROM local-only/base:latest'),
  'lone/Dockerfile': dockerfile('lone', 'FROM docker.io/node:18'),
}

const kaapana = (source: string, ...args: string[]) =>
  runCommand(['kaapana', ...args, '--source', source, '--images', 'app,lone'])

describe('dataspace kaapana bake', () => {
  it('writes the file alone on standard output, dated with the release', async () => {
    const source = makeCheckout(FILES)
    const to = ['--registry', 'registry.example/k']
    const { code, stdout, stderr } = await kaapana(source, 'bake', ...to)
    expect(code).toBe(0)
    const { target } = JSON.parse(stdout) as BakeFile
    expect(Object.keys(target)).toEqual(['base', 'lone', 'app'])
    expect(target.app?.args).toEqual({ SOURCE_DATE_EPOCH: '1767225600' })
    expect(target.app?.labels?.['org.opencontainers.image.revision']).toMatch(/^[0-9a-f]{40}$/)
    expect(stderr).toBe('Version 0.6.0: 2 of 2 images to build and push, 1 bases for them.\n')
    expect((await kaapana(source, 'bake', ...to)).stdout).toBe(stdout)
  })

  it('refuses a plan with an error, and writes nothing', async () => {
    const source = makeCheckout({
      ...FILES,
      'app/Dockerfile': dockerfile('app', 'FROM local-only/gone:latest'),
    })
    const ended = await kaapana(source, 'bake', '--registry', 'registry.example/k')
    expect(ended).toMatchObject({ code: 1, stdout: '' })
    expect(ended.stderr).toContain('app/Dockerfile:1: ')
    expect(ended.stderr).toContain('The plan has 1 error, nothing was done.')
  })

  it.each([
    [[], '--registry is missing'],
    [['--registry', 'r.example/k', '--cache', 'disk'], 'The cache is none, registry or local:DIR'],
  ])('refuses %j', async (args, message) => {
    const ended = await kaapana(makeCheckout(FILES), 'bake', ...args)
    expect(ended).toMatchObject({ code: 2, stdout: '' })
    expect(ended.stderr).toContain(message)
  })

  it('refuses a proxy with a password, and does not repeat it', async () => {
    const args = ['kaapana', 'bake', '--source', makeCheckout(FILES), '--registry', 'r.example/k']
    const ended = await runCommand(args, { https_proxy: 'http://me:hidden@proxy:3128' })
    expect(ended).toMatchObject({ code: 2, stdout: '' })
    expect(ended.stderr).toContain('https_proxy: a proxy with a user or password')
    expect(ended.stderr).not.toContain('hidden')
  })
})

describe('dataspace kaapana retag and digests', () => {
  it('name what the registry has not, with exit code 3 and without output of digests', async () => {
    const { host } = await startRegistry({ 'k/app': { '0.6.0': 'a' } })
    const source = makeCheckout(FILES)
    const digests = await kaapana(source, 'digests', '--registry', `${host}/k`)
    expect(digests).toMatchObject({ code: 3, stdout: '' })
    expect(digests.stderr).toContain('has no 0.6.0 of 1 images: lone')
    const retag = await kaapana(source, 'retag', '--registry', `${host}/k`)
    expect(retag.code).toBe(3)
    expect(retag.stdout).toContain('0 images tagged, 0 had the tag, 2 failed')
  })
})

describe('dataspace kaapana mirror-bases', () => {
  it('lists the external bases and where their copies would be', async () => {
    const source = makeCheckout(FILES)
    const { code, stdout } = await kaapana(source, 'mirror-bases')
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: 'docker.io/node:18  floats  1 image  <registry>/mirror/docker.io/library/node:18\n',
    })
  })

  it('refuses to copy to nowhere', async () => {
    const ended = await kaapana(makeCheckout(FILES), 'mirror-bases', '--copy')
    expect(ended.code).toBe(2)
    expect(ended.stderr).toContain('--registry is missing')
  })
})

describe('a checkout with a packaged folder outside it', () => {
  it('is told what to allow bake to read', async () => {
    const source = makeCheckout(FILES)
    const packaged = makeCheckout({})
    writeFiles(packaged, { 'x/y/z': '' })
    const to = ['--registry', 'registry.example/k', '--packaged', packaged]
    const { stderr } = await kaapana(source, 'bake', ...to)
    expect(stderr).toContain(`give bake --allow=fs.read=${packaged} as well`)
  })
})
