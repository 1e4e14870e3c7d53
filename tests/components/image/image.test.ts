import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import * as pulumi from '@pulumi/pulumi'
import { afterAll, describe, expect, it } from 'vitest'
import {
  Image,
  type ImageArgs,
  type ImageBuild,
  ImagePlatform,
} from '../../../components/image/image.ts'
import { record } from '../../../rehearsal/engine/record.ts'
import type { RecordedProgram } from '../../../rehearsal/engine/recorded-resource.ts'

const folder = mkdtempSync(join(tmpdir(), 'dataspace-image-'))
afterAll(() => rmSync(folder, { recursive: true }))

const context = join(folder, 'service')
mkdirSync(context)
writeFileSync(join(context, 'Dockerfile'), 'FROM scratch\n')
writeFileSync(join(context, '.dockerignore'), '*\n')
const open = join(folder, 'open')
mkdirSync(open)
writeFileSync(join(open, 'Dockerfile'), 'FROM scratch\n')

const URL = '123456789012.dkr.ecr.eu-central-1.amazonaws.com/dataspace/service'
const DIGEST = `sha256:${'a1'.repeat(32)}`
const build: ImageBuild = {
  repository: { repositoryUrl: URL, arn: 'arn:aws:ecr:eu-central-1:123456789012:repository/x' },
  context,
  tag: 'git-3179cb4',
}

const recorded = (args: ImageArgs): Promise<RecordedProgram> =>
  record(() => ({ reference: new Image('service', args).reference }))

const children = ({ resources }: RecordedProgram) => resources.filter(({ custom }) => custom)

const refusal = (args: ImageArgs): string => {
  try {
    new Image('service', args)
  } catch (error) {
    return (error as Error).message
  }
  return 'accepted'
}

describe('Image', () => {
  it('builds one image with its cache in the registry and gives its digest alone', async () => {
    const program = await recorded({ build })
    const [image, ...more] = children(program)
    expect(more).toEqual([])
    expect(image).toMatchObject({
      type: 'docker-build:index:Image',
      name: 'service-build',
      retainOnDelete: true,
      secretInputs: [],
    })
    const path = relative(process.cwd(), context)
    expect(image?.inputs).toEqual({
      context: { location: path },
      dockerfile: { location: `${path}/Dockerfile` },
      platforms: ['linux/amd64'],
      network: 'default',
      tags: [`${URL}:git-3179cb4`],
      push: true,
      buildOnPreview: false,
      cacheFrom: [{ registry: { ref: `${URL}:buildcache` } }],
      cacheTo: [
        {
          registry: {
            ref: `${URL}:buildcache`,
            mode: 'max',
            imageManifest: true,
            ociMediaTypes: true,
            ignoreError: true,
          },
        },
      ],
    })
    expect(program.outputs.reference).toBe(`${URL}@${image?.outputs.digest}`)
  })

  it('passes on arguments, stage, labels, builder and whether to build on preview', async () => {
    const [image] = children(
      await recorded({
        build: {
          ...build,
          buildArgs: { VERSION: pulumi.output('1.0') },
          target: 'runtime',
          labels: { 'org.opencontainers.image.revision': '3179cb4' },
          builder: 'cluster',
          buildOnPreview: true,
          registryCache: false,
        },
      }),
    )
    expect(image?.inputs).toMatchObject({
      buildArgs: { VERSION: '1.0' },
      target: 'runtime',
      labels: { 'org.opencontainers.image.revision': '3179cb4' },
      builder: { name: 'cluster' },
      buildOnPreview: true,
    })
    expect(image?.inputs).not.toHaveProperty('cacheTo')
  })

  it('keeps tokens and build secrets secret, and out of names, tags and comparison', async () => {
    const login = { address: URL.split('/')[0]!, username: 'AWS', password: 'first-token' }
    const graph = async (password: string, npm: string) => {
      const secrets = { npm: pulumi.output(npm) }
      const program = await recorded({
        build: { ...build, login: { ...login, password }, secrets },
      })
      const [image] = children(program)
      const { registries, secrets: files, ...compared } = image!.inputs
      expect(registries).toEqual([{ ...login, password }])
      expect(files).toEqual({ npm })
      expect(image?.secretInputs).toEqual(
        expect.arrayContaining(['registries[0].password', 'secrets']),
      )
      return { compared, name: image?.name, outputs: program.outputs }
    }
    const first = await graph('first-token', 'first-secret')
    expect(await graph('second-token', 'second-secret')).toEqual(first)
    expect(first.compared.ignoreSecretsInDiffCalculation).toEqual(['npm'])
    expect(JSON.stringify(first)).not.toContain('first-')
  })

  it('builds each platform with a cache of its own and joins them under one digest', async () => {
    const program = await recorded({
      build: { ...build, platforms: [ImagePlatform.Amd64, ImagePlatform.Arm64] },
    })
    const [amd64, arm64, index] = children(program)
    expect([amd64?.name, arm64?.name, index?.name]).toEqual([
      'service-build-amd64',
      'service-build-arm64',
      'service-index',
    ])
    expect(arm64?.inputs).toMatchObject({
      platforms: ['linux/arm64'],
      tags: [`${URL}:git-3179cb4-arm64`],
      cacheFrom: [{ registry: { ref: `${URL}:buildcache-arm64` } }],
    })
    expect(index?.inputs).toEqual({
      tag: `${URL}:git-3179cb4`,
      sources: [`${URL}@${amd64?.outputs.digest}`, `${URL}@${arm64?.outputs.digest}`],
      push: true,
    })
    expect(index?.retainOnDelete).toBe(true)
    expect(program.outputs.reference).toMatch(/service@sha256:[0-9a-f]{64}$/)
  })

  it('builds nothing for an image that exists', async () => {
    const program = await recorded({ prebuilt: `${URL}@${DIGEST}` })
    expect(children(program)).toEqual([])
    expect(program.outputs).toEqual({ reference: `${URL}@${DIGEST}` })
  })

  it('refuses neither and both of build and prebuilt', () => {
    const rest = 'build from a folder, or name an image that exists by its digest'
    expect(refusal({})).toBe(
      `Image "service": build or prebuilt must be given, and not both, got nothing; ${rest}`,
    )
    expect(refusal({ build, prebuilt: `${URL}@${DIGEST}` })).toBe(
      `Image "service": build or prebuilt must be given, and not both, got "both"; ${rest}`,
    )
  })

  it('refuses an image that exists by tag', () => {
    expect(refusal({ prebuilt: `${URL}:latest` })).toBe(
      'Image "service": prebuilt must be <registry>/<repository>@sha256:<64 hexadecimal digits>, ' +
        `without a tag, got "${URL}:latest"`,
    )
  })

  it('refuses a context whose content is not explicit', async () => {
    expect(refusal({ build: { ...build, context: open } })).toBe(
      `Image "service": build.context must be a folder with a .dockerignore, got "${open}"; write ` +
        'one that begins with * and lets in what the image copies (!app), so that no secret or data ' +
        'is sent and only what matters causes a build',
    )
    writeFileSync(join(open, 'Dockerfile.dockerignore'), '*\n')
    const accepted = await recorded({ build: { ...build, context: open } })
    expect(children(accepted)).toHaveLength(1)
  })

  it('refuses what is not there, foreign platforms and moving tags, all at once', () => {
    const platforms = ['linux/s390x' as ImagePlatform]
    const lines = refusal({
      build: { ...build, dockerfile: `${context}/None`, platforms, tag: 'latest' },
    }).split('\n')
    expect(lines).toEqual([
      `Image "service": build.dockerfile must be an existing file, got "${context}/None"`,
      'Image "service": build.platforms must be different ones of linux/amd64, linux/arm64, got ["linux/s390x"]',
      'Image "service": build.tag must be up to 119 letters, digits, _ . -, neither latest nor ' +
        'beginning with buildcache, got "latest"; use the commit or the version: a tag names one ' +
        'image for ever',
    ])
    expect(refusal({ build: { ...build, context: `${folder}/none` } })).toBe(
      `Image "service": build.context must be a folder on this machine, got "${folder}/none"`,
    )
  })
})
