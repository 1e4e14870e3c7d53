import { describe, expect, it } from 'vitest'
import type { RecordedResource } from '../../../rehearsal/engine/recorded-resource.ts'
import type { Properties } from '../../../rehearsal/engine/wire.ts'
import { LOCAL_PARTS } from '../../../stacks/local/addresses.ts'
import { configOf } from '../config-tree.ts'
import { recordConfiguration, recordEnvironment } from '../recorded-environment.ts'

const CONTAINER = 'docker:index/container:Container'
const local = await recordEnvironment('local')
const ofType = (type: string): RecordedResource[] =>
  local.resources.filter((resource) => resource.type === type)
const containers = ofType(CONTAINER)
const container = (part: string): RecordedResource =>
  containers.find(({ name }) => name === part) as RecordedResource
const portsOf = ({ inputs }: RecordedResource): Properties[] => inputs.ports as Properties[]

describe('a local environment', () => {
  it('has a container for every part, and each on the ports that people know', () => {
    expect(containers.map(({ name }) => name).sort()).toEqual([...LOCAL_PARTS].sort())
    const published = containers.flatMap((one) =>
      portsOf(one).map(({ external, internal }) => [external, internal, one.name]),
    )
    expect(published.sort()).toEqual([
      [3000, 3000, 'grafana'],
      [5000, 5000, 'tracking'],
      [5432, 5432, 'database'],
      [8000, 8000, 'service'],
      [8001, 8001, 'service'],
      [8080, 8080, 'pipelines'],
      [9000, 9000, 'object-storage'],
      [9090, 9090, 'prometheus'],
      [9093, 9093, 'alertmanager'],
    ])
  })

  it('is reached from this machine alone', () => {
    const addresses = new Set(containers.flatMap(portsOf).map(({ ip }) => ip))
    expect([...addresses]).toEqual(['127.0.0.1'])
  })

  it.each([...LOCAL_PARTS])('limits, checks and restarts %s, without privileges', (part) => {
    const { inputs } = container(part)
    const { memory, memorySwap, cpus, healthcheck, capabilities, securityOpts } = inputs
    expect(memory).toBeGreaterThanOrEqual(128)
    expect({ memorySwap, cpus: Number(cpus) > 0 }).toEqual({ memorySwap: memory, cpus: true })
    expect((healthcheck as Properties).tests).toContain('CMD')
    expect({ wait: inputs.wait, restart: inputs.restart }).toEqual({
      wait: true,
      restart: 'unless-stopped',
    })
    expect({ capabilities, securityOpts }).toEqual({
      capabilities: { drops: ['ALL'] },
      securityOpts: ['no-new-privileges:true'],
    })
    expect(inputs.networksAdvanced).toEqual([{ name: 'dataspace-local', aliases: [part] }])
  })

  it('waits for what each part needs', () => {
    const dependencies = (part: string) =>
      container(part)
        .dependencies.filter((urn) => urn.includes(CONTAINER))
        .map((urn) => urn.split('::').at(-1))
        .sort()
    expect(dependencies('database')).toEqual([])
    expect(dependencies('tracking')).toEqual(['database', 'object-storage'])
    expect(dependencies('service')).toEqual(['database', 'tracking'])
    expect(dependencies('prometheus')).toEqual(['alertmanager', 'service'])
  })

  it('keeps the data of each container in a volume of its own, which a new container takes', () => {
    const kept = Object.fromEntries(
      containers.flatMap(({ name, inputs }) =>
        ((inputs.volumes ?? []) as Properties[]).map(({ containerPath, volumeName }) => [
          name,
          `${volumeName}:${containerPath}`,
        ]),
      ),
    )
    expect(kept).toEqual({
      database: 'dataspace-local-database:/var/lib/postgresql',
      'object-storage': 'dataspace-local-object-storage:/data',
      pipelines: 'dataspace-local-pipelines:/data',
      service: 'dataspace-local-service:/data',
      alertmanager: 'dataspace-local-alertmanager:/alertmanager',
      prometheus: 'dataspace-local-prometheus:/prometheus',
      grafana: 'dataspace-local-grafana:/var/lib/grafana',
    })
    expect(ofType('docker:index/volume:Volume')).toHaveLength(Object.keys(kept).length)
  })

  it('leaves no image behind unless it is told to', async () => {
    const keeping = (resources: readonly RecordedResource[]) =>
      resources
        .filter(({ type }) => type === 'docker:index/remoteImage:RemoteImage')
        .map(({ inputs }) => inputs.keepLocally)
    expect(new Set(keeping(local.resources))).toEqual(new Set([false]))
    const config = configOf({ kind: 'local', local: { keepImages: true } })
    const { resources } = await recordConfiguration(config, 'local')
    expect(new Set(keeping(resources))).toEqual(new Set([true]))
  })
})

describe('the passwords of a local environment', () => {
  const passwords = ofType('random:index/randomPassword:RandomPassword').map(({ outputs }) =>
    String(outputs.result),
  )

  it('are in no variable and no command of a container', () => {
    const shown = containers.map(({ inputs: { envs, command } }) => JSON.stringify([envs, command]))
    expect(passwords.length).toBeGreaterThan(10)
    expect(passwords.filter((password) => shown.join().includes(password))).toEqual([])
  })

  it('are files that only the user of the container reads, and secrets of Pulumi', () => {
    const secret = containers.flatMap(({ name, inputs, secretInputs }) =>
      ((inputs.uploads ?? []) as Properties[]).flatMap((file, index) =>
        passwords.some((password) => String(file.content).includes(password))
          ? [{ name, file, isSecret: secretInputs.some((path) => covers(path, index)) }]
          : [],
      ),
    )
    expect(secret.length).toBeGreaterThanOrEqual(passwords.length - 1)
    expect(secret.filter(({ isSecret }) => !isSecret)).toEqual([])
    expect(secret.filter(({ file }) => !/^0[46]00$/.test(String(file.permissions)))).toEqual([])
  })

  it('are shown as secret outputs', () => {
    expect(local.secretOutputs.length).toBeGreaterThan(0)
    const plain = Object.entries(local.outputs).filter(
      ([name]) => !local.secretOutputs.some((path) => path === name || path.startsWith(`${name}.`)),
    )
    const text = JSON.stringify(plain)
    expect(passwords.filter((password) => text.includes(password))).toEqual([])
    expect(JSON.stringify(local.outputs)).toContain(passwords[0])
  })
})

/** Whether a path of secret inputs holds the file with a number, alone or with all others. */
const covers = (path: string, index: number): boolean =>
  path === 'uploads' || path.startsWith(`uploads[${index}]`)

describe('settings of a local environment', () => {
  it('move a port on this machine, not in the network', async () => {
    const config = configOf({ kind: 'local', local: { ports: { tracking: 15000 } } })
    const { resources } = await recordConfiguration(config, 'local')
    const tracking = resources.find(
      ({ type, name }) => type === CONTAINER && name === 'tracking',
    ) as RecordedResource
    expect(portsOf(tracking)).toEqual([{ internal: 5000, external: 15000, ip: '127.0.0.1' }])
    const allowed = 'MLFLOW_SERVER_ALLOWED_HOSTS=tracking:5000,localhost:15000,127.0.0.1:15000'
    expect(String(tracking.inputs.envs)).toContain(allowed)
  })

  it('give each institution a key of its own', async () => {
    const ukhd = { name: 'University Hospital Heidelberg', location: 'Heidelberg' }
    const config = configOf({ kind: 'local', institutions: { ukhd } })
    const { resources, outputs } = await recordConfiguration(config, 'local')
    expect(Object.keys(outputs.institutionKeys as object)).toEqual(['ukhd'])
    const service = resources.find(
      ({ type, name }) => type === CONTAINER && name === 'service',
    ) as RecordedResource
    expect(service.inputs.envs).toContain(
      'INSTITUTION_API_KEY_UKHD_FILE=/run/secrets/institution-ukhd',
    )
    expect(service.inputs.envs).toContain(
      `INSTITUTIONS=${JSON.stringify([{ id: 'ukhd', ...ukhd }])}`,
    )
  })
})
