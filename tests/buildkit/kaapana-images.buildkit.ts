import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { BakeFile } from '../../images/kaapana/bake/bake-file.ts'
import type { ImageDigests } from '../../images/kaapana/publish/image-digests.ts'
import { runCommand } from '../cli/run-command.ts'
import { commit, makeCheckout } from '../images/kaapana/make-checkout.ts'
import { type Builder, type Registry, startBuilder, startRegistry } from './builder.ts'
import { whatIsMissing } from './go-tools.ts'
import { runBake } from './run-bake.ts'

const dockerfile = (image: string, localOnly: boolean, ...lines: string[]): string =>
  [
    ...lines,
    ...(localOnly ? ['LABEL REGISTRY="local-only"'] : []),
    `LABEL IMAGE="${image}"`,
    'LABEL VERSION="0.0.0"',
    'LABEL BUILD_IGNORE="False"',
    '',
  ].join('\n')

/** A chain of four from `zero`, an image of two bases, and one by itself; names against the levels. */
const FILES = {
  'zero/Dockerfile': dockerfile('zero', true, 'FROM scratch', 'COPY zero.txt /'),
  'zero/zero.txt': 'zero',
  'one/Dockerfile': dockerfile('one', true, 'FROM local-only/zero:latest', 'COPY one.txt /'),
  'one/one.txt': 'one',
  'mid/Dockerfile': dockerfile('mid', true, 'FROM local-only/one:latest', 'COPY mid.txt /'),
  'mid/mid.txt': 'mid',
  'app/Dockerfile': dockerfile('app', false, 'FROM local-only/mid:latest', 'COPY app.txt /'),
  'app/app.txt': 'app',
  'tools-3.10/Dockerfile': dockerfile('tools-3.10', true, 'FROM scratch', 'COPY tools.txt /'),
  'tools-3.10/tools.txt': 'tools',
  'both/Dockerfile': dockerfile(
    'both',
    false,
    'FROM local-only/tools-3.10:latest AS tools',
    'FROM local-only/zero:latest',
    'WORKDIR /there',
    'COPY --from=tools /tools.txt .',
  ),
  'lone/Dockerfile': dockerfile('lone', false, 'FROM scratch', 'COPY lone.txt /'),
  'lone/lone.txt': 'lone',
}

const IMAGES = ['app', 'both', 'lone']
const STEPS = [
  '/tools.txt',
  ...['app', 'lone', 'mid', 'one', 'tools', 'zero'].map((n) => `${n}.txt`),
]

const missing = whatIsMissing()

describe.skipIf(missing !== undefined)(
  `Kaapana's images on BuildKit${missing === undefined ? '' : ` (skipped: ${missing})`}`,
  () => {
    let builder: Builder
    let registry: Registry

    beforeAll(async () => {
      registry = await startRegistry()
      builder = await startBuilder()
    })

    afterAll(async () => {
      await builder?.stop()
      await registry?.stop()
    })

    /** A command over a checkout, which must succeed, and its output. */
    const kaapana = async (source: string, prefix: string, ...args: string[]): Promise<string> => {
      const to = ['--source', source, '--registry', `${registry.host}/${prefix}`]
      const images = args.includes('--images') ? [] : ['--images', IMAGES.join()]
      const { code, stdout, stderr } = await runCommand(
        ['kaapana', ...args, ...to, ...images],
        builder.env,
      )
      expect({ code, stderr: code === 0 ? '' : stderr }).toEqual({ code: 0, stderr: '' })
      return stdout
    }

    const digests = async (source: string, prefix: string) =>
      (JSON.parse(await kaapana(source, prefix, 'digests')) as ImageDigests).images

    const change = (source: string, file: string): void => {
      writeFileSync(join(source, file), 'changed')
      commit(source)
    }

    it('builds and pushes all once, nothing the second time, and then what a change touches', async () => {
      const source = makeCheckout(FILES)
      const file = await kaapana(source, 'life', 'bake')
      const first = await runBake(source, file, builder.env, '--push')
      expect(first).toMatchObject({ code: 0, built: STEPS })
      const published = await digests(source, 'life')
      expect(Object.keys(published)).toEqual(IMAGES)

      const second = await runBake(source, file, builder.env)
      expect(second).toMatchObject({ code: 0, built: [], cached: STEPS })
      expect(await digests(source, 'life')).toEqual(published)

      change(source, 'one/one.txt')
      const third = await runBake(source, await kaapana(source, 'life', 'bake'), builder.env)
      expect(third).toMatchObject({ code: 0, built: ['app.txt', 'mid.txt', 'one.txt'] })
    })

    // One image at a time: of several in one run BuildKit may overlook the caches of those that wait
    // for others. https://github.com/docker/buildx/issues/3878
    it.each(['lone', 'zero'])(
      'takes layers of %s from the registry on a new builder',
      async (image) => {
        const source = makeCheckout(FILES)
        const file = await kaapana(source, 'cached', 'bake')
        await runBake(source, file, builder.env)
        builder.prune()
        const again = await runBake(source, file, builder.env, image)
        expect(again).toMatchObject({ code: 0, built: [], cached: [`${image}.txt`] })
      },
    )

    it('pushes an image that is only a base by its content alone, and builds from it on a new builder', async () => {
      const source = makeCheckout(FILES)
      await runBake(source, await kaapana(source, 'pushed', 'bake'), builder.env)
      const ask = async (path: string) => (await fetch(`http://${registry.host}/v2/${path}`)).json()
      const { repositories } = (await ask('_catalog')) as { repositories: string[] }
      const ours = repositories.filter((name) => name.startsWith('pushed/'))
      expect(ours).toEqual(['pushed/app', 'pushed/bases', 'pushed/both', 'pushed/lone'])
      const { tags } = (await ask('pushed/bases/tags/list')) as { tags: string[] }
      const names = tags.map((tag) => tag.replace(/-[0-9a-f]{16}$/, ''))
      expect(names.toSorted()).toEqual(
        ['buildcache', 'content'].flatMap((kind) =>
          ['mid', 'one', 'tools-3.10', 'zero'].map((name) => `${kind}-${name}`),
        ),
      )

      builder.prune()
      change(source, 'app/app.txt')
      const file = await kaapana(source, 'pushed', 'bake', '--skip-published')
      const again = await runBake(source, file, builder.env)
      expect(again).toMatchObject({ code: 0, built: ['app.txt'] })
    })

    it('builds only what the registry has not, and gives the rest the version', async () => {
      const source = makeCheckout(FILES)
      await runBake(source, await kaapana(source, 'skip', 'bake'), builder.env)
      const before = await digests(source, 'skip')

      change(source, 'lone/lone.txt')
      const file = await kaapana(source, 'skip', 'bake', '--skip-published')
      expect(Object.keys((JSON.parse(file) as BakeFile).target)).toEqual(['lone'])
      expect(await runBake(source, file, builder.env)).toMatchObject({
        code: 0,
        built: ['lone.txt'],
      })

      expect(await kaapana(source, 'skip', 'retag')).toContain('2 images tagged, 1 had the tag')
      expect(await kaapana(source, 'skip', 'retag')).toContain('0 images tagged, 3 had the tag')
      const rest = await kaapana(source, 'skip', 'bake', '--skip-published')
      expect(await runBake(source, rest, builder.env)).toMatchObject({
        code: 0,
        built: [],
        cached: [],
      })
      const after = await digests(source, 'skip')
      expect(after).toEqual({ ...before, lone: after.lone })
      expect(after.lone).not.toBe(before.lone)
    })

    it('is built image by image as well: what fails stops only what is built from it, and the next run goes on', async () => {
      const { 'tools-3.10/tools.txt': text, ...rest } = FILES
      const source = makeCheckout(rest)
      const to = ['--source', source, '--registry', `${registry.host}/each`]
      const build = ['kaapana', 'build', ...to, '--images', IMAGES.join(), '--workers', '2']
      const first = await runCommand(build, builder.env)
      expect(first.code).toBe(3)
      expect(first.stdout).toBe('Version 0.6.0: 5 images built, 0 were there, 2 failed.\n')
      expect(first.stderr).toMatch(/^tools-3\.10: ERROR: .*tools\.txt/m)
      expect(first.stderr).toContain('a base of theirs failed: both.')

      writeFileSync(join(source, 'tools-3.10/tools.txt'), text)
      const second = await runCommand(build, builder.env)
      expect({ ...second, stderr: second.code === 0 ? '' : second.stderr }).toMatchObject({
        code: 0,
        stderr: '',
        stdout: 'Version 0.6.0: 2 images built, 5 were there, 0 failed.\n',
      })
      expect(Object.keys(await digests(source, 'each'))).toEqual(IMAGES)
      const third = await runCommand(build, builder.env)
      expect(third.stdout).toBe('Version 0.6.0: 0 images built, 7 were there, 0 failed.\n')
    })

    it('fails as a whole and says where, when one image cannot be built', async () => {
      const broken = dockerfile('lone', false, 'FROM scratch', 'COPY gone.txt /')
      const source = makeCheckout({ ...FILES, 'lone/Dockerfile': broken })
      const { code, errors } = await runBake(
        source,
        await kaapana(source, 'broken', 'bake'),
        builder.env,
      )
      expect(code).not.toBe(0)
      expect(errors).toMatch(/target lone: .*gone\.txt/)
    })

    it('copies external bases to the registry, and builds from the copies alone', async () => {
      const elsewhere = await startRegistry()
      try {
        const makes = makeCheckout({
          'first/Dockerfile': dockerfile('first', false, 'FROM scratch', 'COPY a /'),
          'first/a': 'a',
          'second/Dockerfile': dockerfile('second', false, 'FROM scratch', 'COPY b /'),
          'second/b': 'b',
        })
        const to = ['--source', makes, '--registry', `${elsewhere.host}/os`]
        const images = ['--images', 'first,second']
        const bake = await runCommand(['kaapana', 'bake', ...to, ...images], builder.env)
        expect(await runBake(makes, bake.stdout, builder.env)).toMatchObject({ code: 0 })
        const listed = await runCommand(['kaapana', 'digests', ...to, ...images], builder.env)
        const { second = '' } = (JSON.parse(listed.stdout) as ImageDigests).images

        const [one, two] = [
          `${elsewhere.host}/os/first:0.6.0`,
          `${elsewhere.host}/os/second@${second}`,
        ]
        const source = makeCheckout({
          'uses/Dockerfile': dockerfile(
            'uses',
            false,
            `FROM ${two} AS b`,
            `FROM ${one}`,
            'COPY --from=b /b /',
          ),
        })
        const copy = ['mirror-bases', '--copy', '--images', 'uses']
        expect(await kaapana(source, 'm', ...copy)).toBe('2 copied, 0 were there, 0 failed.\n')
        expect(await kaapana(source, 'm', ...copy)).toBe('0 copied, 2 were there, 0 failed.\n')
        const file = await kaapana(source, 'm', 'bake', '--mirrored', '--images', 'uses')
        await elsewhere.stop()
        builder.prune()
        expect(await runBake(source, file, builder.env)).toMatchObject({ code: 0, built: ['/b'] })
      } finally {
        await elsewhere.stop()
      }
    })
  },
)
