import { relative } from 'node:path'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import {
  KaapanaBuilds,
  KaapanaImages,
  type KaapanaImagesArgs,
} from '../../../components/kaapana-images/kaapana-images.ts'
import type { KaapanaRelease } from '../../../components/kaapana-images/kaapana-release.ts'
import { record } from '../../../rehearsal/engine/record.ts'
import type { RecordedProgram } from '../../../rehearsal/engine/recorded-resource.ts'
import { writeFiles } from '../../images/kaapana/make-checkout.ts'
import { building, makeSource } from './checkout.ts'

const REGISTRY = '123456789012.dkr.ecr.eu-central-1.amazonaws.com/kaapana'
const DIGEST = `sha256:${'a1'.repeat(32)}`
const PUSHED = ['kaapana-extension-collection', 'pacs', 'portal']

const recorded = (args: KaapanaImagesArgs): Promise<RecordedProgram> =>
  record(() => {
    const kaapana = new KaapanaImages('kaapana', args)
    const release: KaapanaRelease = kaapana.release
    return { release, pacs: kaapana.repository('pacs').repositoryUrl }
  })

const children = ({ resources }: RecordedProgram) => resources.filter(({ custom }) => custom)

const find = ({ resources }: RecordedProgram, name: string) =>
  resources.find((resource) => resource.name === `kaapana-${name}`)!

const inputs = (program: RecordedProgram) =>
  Object.fromEntries(children(program).map((child) => [child.name, child.inputs]))

describe('KaapanaImages', () => {
  it('makes repositories, a build an image, a version an image that is pushed, and the chart', async () => {
    const program = await recorded(building(makeSource()))
    const repositories = [...PUSHED, 'kaapana-admin-chart', 'bases']
    const names = (type: string, role: string, keys: string[]) =>
      keys.map((key) => `${type} kaapana-${role}-${key}`)
    expect(
      children(program)
        .map(({ type, name }) => `${type} ${name}`)
        .sort(),
    ).toEqual(
      [
        ...names('aws:ecr/repository:Repository', 'repository', repositories),
        ...names('aws:ecr/lifecyclePolicy:LifecyclePolicy', 'lifecycle', repositories),
        ...names('docker-build:index:Image', 'build', [...PUSHED, 'base-gpu', 'base-python']),
        ...names('docker-build:index:Index', 'version', PUSHED),
        'command:local:Command kaapana-chart',
      ].sort(),
    )
    for (const child of children(program)) {
      expect(child.parent).toContain('dataspace:index:KaapanaImages::kaapana')
      expect(child.retainOnDelete).toBe(child.type.startsWith('docker-build:'))
      expect([child.name, child.protect, child.secretInputs]).toEqual([child.name, false, []])
      if (child.type !== 'aws:ecr/repository:Repository') continue
      expect(child.inputs.tags).toEqual({
        Name: child.inputs.name,
        owner: 'imaging',
        environment: 'prod',
        institution: 'shared',
        'data-class': 'internal',
      })
    }
  })

  it('builds an image from exactly its bases by digest, named as BuildKit looks them up', async () => {
    const folders = makeSource()
    const program = await recorded(building(folders))
    const [gpu, python] = [find(program, 'build-base-gpu'), find(program, 'build-base-python')]
    const context = relative(process.cwd(), `${folders.source}/services/portal`)
    const { tags, ...rest } = find(program, 'build-portal').inputs
    expect(rest).toEqual({
      context: {
        location: context,
        named: {
          'local-only/base-gpu': {
            location: `docker-image://${REGISTRY}/bases@${gpu.outputs.digest}`,
          },
          'local-only/base-python': {
            location: `docker-image://${REGISTRY}/bases@${python.outputs.digest}`,
          },
        },
      },
      dockerfile: { location: `${context}/Dockerfile` },
      platforms: ['linux/amd64'],
      network: 'default',
      push: true,
      buildOnPreview: false,
      cacheFrom: [{ registry: { ref: `${REGISTRY}/portal:buildcache` } }],
      cacheTo: [
        {
          registry: {
            ref: `${REGISTRY}/portal:buildcache`,
            mode: 'max',
            imageManifest: true,
            ociMediaTypes: true,
            ignoreError: true,
          },
        },
      ],
    })
    expect(tags).toEqual([expect.stringMatching(/\/kaapana\/portal:content-[0-9a-f]{16}$/)])
    expect(find(program, 'build-portal').dependencies).toEqual(
      expect.arrayContaining([gpu.urn, python.urn]),
    )
    expect(gpu.inputs.tags).toEqual([
      expect.stringMatching(/\/kaapana\/bases:content-base-gpu-[0-9a-f]{16}$/),
    ])
    expect(gpu.inputs.cacheFrom).toEqual([
      { registry: { ref: `${REGISTRY}/bases:buildcache-base-gpu` } },
    ])
    expect(python.inputs.context).not.toHaveProperty('named')
    expect(find(program, 'build-pacs').dependencies).not.toContain(python.urn)
  })

  it('gives pushed images the version that charts pull, and the chart after all of them', async () => {
    const program = await recorded(building(makeSource()))
    const portal = find(program, 'version-portal')
    expect(portal.inputs).toEqual({
      tag: `${REGISTRY}/portal:0.6.0`,
      sources: [`${REGISTRY}/portal@${find(program, 'build-portal').outputs.digest}`],
      push: true,
    })
    const chart = find(program, 'chart')
    for (const image of PUSHED)
      expect(chart.dependencies).toContain(find(program, `version-${image}`).urn)
    const digestOf = (image: string) => find(program, `version-${image}`).outputs.ref
    expect(program.outputs).toEqual({
      release: {
        registry: REGISTRY,
        version: '0.6.0',
        images: Object.fromEntries(
          PUSHED.map((image) => [image, String(digestOf(image)).split('@')[1]]),
        ),
        chartReference: `oci://${REGISTRY}/kaapana-admin-chart`,
        chartVersion: '0.6.0',
        chartDigest: String(chart.outputs.stdout).replace(/Digest: |\n/g, ''),
      },
      pacs: `${REGISTRY}/pacs`,
    })
  })

  it('keeps versions where they are, and lets caches and content be written again', async () => {
    const folders = makeSource()
    const filters = async (more: Partial<KaapanaImagesArgs>) => {
      const program = await recorded({ ...building(folders), ...more })
      const { imageTagMutability, imageTagMutabilityExclusionFilters, ...rest } = find(
        program,
        'repository-pacs',
      ).inputs
      expect(imageTagMutability).toBe('IMMUTABLE_WITH_EXCLUSION')
      const found = imageTagMutabilityExclusionFilters as { filter: string }[]
      return { filters: found.map(({ filter }) => filter), rest, program }
    }
    const plain = await filters({})
    expect(plain.filters).toEqual(['buildcache*', 'content-*'])
    expect(plain.rest).toMatchObject({
      name: 'kaapana/pacs',
      imageScanningConfiguration: { scanOnPush: true },
      encryptionConfigurations: [
        { encryptionType: 'KMS', kmsKey: 'arn:aws:kms:eu-central-1:123456789012:key/images' },
      ],
      forceDelete: false,
    })
    const latest = await filters({ latest: true, protect: true, forceDelete: true })
    expect(latest.filters).toEqual(['buildcache*', 'content-*', '*-latest'])
    expect(latest.rest.forceDelete).toBe(true)
    expect(find(latest.program, 'repository-pacs').protect).toBe(true)
    expect(find(latest.program, 'version-pacs').inputs.tag).toBe(`${REGISTRY}/pacs:0.6.0-latest`)
  })

  it('keeps the newest of each base, however seldom it changes', async () => {
    const program = await recorded({ ...building(makeSource()), keepTagged: 5 })
    const { policy } = find(program, 'lifecycle-bases').inputs
    const { rules } = JSON.parse(String(policy)) as { rules: { description: string }[] }
    expect(rules.map(({ description }) => description)).toEqual([
      'Keep every image tagged buildcache*',
      'Keep the newest 5 images tagged content-base-python-*',
      'Keep the newest 5 images tagged content-base-gpu-*',
      'Delete images without a tag after 14 days',
      'Keep the newest 5 tagged images',
    ])
  })

  it('makes the same graph again, also of the same checkout in another place', async () => {
    const folders = makeSource()
    const first = inputs(await recorded(building(folders)))
    expect(inputs(await recorded(building(folders)))).toEqual(first)
    const elsewhere = makeSource()
    const common = (paths: typeof folders, text: string) =>
      text
        .replaceAll(relative(process.cwd(), paths.source), '<source>')
        .replaceAll(relative(process.cwd(), paths.packaged), '<packaged>')
    const moved = inputs(await recorded(building(elsewhere)))
    expect(common(elsewhere, JSON.stringify(moved))).toBe(common(folders, JSON.stringify(first)))
  })

  it('gives builders the same paths on a machine with other folders above', async () => {
    const folders = makeSource()
    vi.spyOn(process, 'cwd').mockReturnValue(`${folders.source}/platforms`)
    onTestFinished(() => void vi.restoreAllMocks())
    const program = await recorded({ ...building(folders), source: '..' })
    expect(find(program, 'build-pacs').inputs).toMatchObject({
      context: { location: '../services/pacs' },
      dockerfile: { location: '../services/pacs/Dockerfile' },
    })
  })

  it('changes no build when the version alone is another', async () => {
    const builds = async (tag: string) => {
      const folders = makeSource({}, tag)
      const program = await recorded(building(folders))
      expect(find(program, 'version-pacs').inputs.tag).toBe(`${REGISTRY}/pacs:${tag}`)
      return children(program)
        .filter(({ type }) => type === 'docker-build:index:Image')
        .map(({ name, inputs: { tags } }) => [name, tags])
    }
    expect(await builds('0.6.1')).toEqual(await builds('0.6.0'))
  })

  it('changes the tags of a changed image and of those built from it, and of no other', async () => {
    const folders = makeSource()
    const tags = async () => {
      const program = await recorded(building(folders))
      return new Map(children(program).map(({ name, inputs }) => [name, String(inputs.tags)]))
    }
    const before = await tags()
    writeFiles(folders.source, { 'bases/gpu/driver': '12' })
    const after = await tags()
    expect(
      [...after].filter(([name, tag]) => before.get(name) !== tag).map(([name]) => name),
    ).toEqual(['kaapana-build-base-gpu', 'kaapana-build-portal'])
  })

  it('passes on builder, platform and the arguments that a Dockerfile declares', async () => {
    const program = await recorded({
      ...building(makeSource()),
      builder: 'cluster',
      platform: 'linux/arm64',
      buildArgs: { http_proxy: 'http://proxy.example:3128' },
    })
    expect(find(program, 'build-base-gpu').inputs).toMatchObject({
      builder: { name: 'cluster' },
      platforms: ['linux/arm64'],
      buildArgs: { http_proxy: 'http://proxy.example:3128' },
    })
    expect(find(program, 'build-pacs').inputs).not.toHaveProperty('buildArgs')
  })

  it('keeps the password secret, and out of all that is compared', async () => {
    const folders = makeSource()
    const login = { address: REGISTRY.split('/')[0]!, username: 'AWS', password: 'a-token' }
    const program = await recorded({
      ...building(folders),
      login,
      chartLogin: { passwordVariable: 'ECR_PASSWORD' },
    })
    expect(find(program, 'build-pacs').secretInputs).toEqual(['registries[0].password'])
    expect(find(program, 'version-pacs').secretInputs).toEqual(['registry.password'])
    expect(find(program, 'chart').inputs.environment).toMatchObject({
      LOGIN_USERNAME: 'AWS',
      LOGIN_PASSWORD_VARIABLE: 'ECR_PASSWORD',
    })
    expect(JSON.stringify(find(program, 'chart'))).not.toContain('a-token')
    expect(program.secretOutputs).toEqual([])
  })

  it('takes what others built, from a checkout or a list, and builds nothing', async () => {
    const { source, packaged: _, ...rest } = building(makeSource())
    const images = Object.fromEntries(PUSHED.map((image) => [image, DIGEST]))
    const built = { version: '0.6.0', images, chartDigest: DIGEST }
    const external = { ...rest, builds: KaapanaBuilds.External, built }
    for (const args of [
      { ...external, source: source! },
      { ...external, images: PUSHED },
    ]) {
      const program = await recorded(args)
      const types = new Set(children(program).map(({ type }) => type))
      expect([...types].every((type) => type.startsWith('aws:ecr/'))).toBe(true)
      expect(program.outputs.release).toEqual({
        registry: REGISTRY,
        version: '0.6.0',
        images,
        chartReference: `oci://${REGISTRY}/kaapana-admin-chart`,
        chartVersion: '0.6.0',
        chartDigest: DIGEST,
      })
      expect(find(program, 'repository-bases')).toBeDefined()
    }
  })

  it('makes repositories alone, before anything is built', async () => {
    const { packaged: _, ...args } = building(makeSource())
    const program = await recorded({ ...args, builds: KaapanaBuilds.None })
    expect(children(program)).toHaveLength(10)
    expect(program.outputs.release).toMatchObject({ version: '0.6.0', images: {}, chartDigest: '' })
  })
})
