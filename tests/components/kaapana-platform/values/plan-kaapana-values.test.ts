import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  KaapanaRuntime,
  KaapanaStorage,
} from '../../../../components/kaapana-platform/kaapana-platform-args.ts'
import {
  credentialValues,
  eksInternalCidrs,
  type KaapanaValues,
  type KaapanaValuesInput,
  planKaapanaValues,
  valuesDocument,
} from '../../../../components/kaapana-platform/values/index.ts'
import { CREDENTIALS, valuesInput } from './values-inputs.ts'

/** The values that Kaapana 0.6.0's kaapanactl.sh passes; text: by `--set-string`. */
const SCRIPT: readonly { key: string; text: boolean }[] = JSON.parse(
  readFileSync(join(import.meta.dirname, 'kaapanactl-values.json'), 'utf8'),
)
const BEYOND = /^(kube-helm-chart\.timeouts\.|global\.(https|http|dicom)_node_port$)/

const INPUT: KaapanaValuesInput = {
  runtime: KaapanaRuntime.Eks,
  hostName: 'kaapana.hospital.example',
  registry: '111122223333.dkr.ecr.eu-central-1.amazonaws.com/kaapana',
  nodeMemoryGib: 64,
  internalCidrs: ['10.20.0.0/16'],
  mainNodeName: 'storage',
}

const byKey = (values: KaapanaValues) => new Map(values.map((value) => [value.key, value]))

function checkComplete(values: KaapanaValues): void {
  const found = byKey(values)
  expect(found.size).toBe(values.length)
  expect([...found.keys()].filter((key) => !BEYOND.test(key)).sort()).toEqual(
    SCRIPT.map(({ key }) => key).sort(),
  )
  for (const { key, text } of SCRIPT) {
    expect(found.get(key), key).toMatchObject({ text })
    if (text) expect(found.get(key)?.value, key).toBeTypeOf('string')
  }
}

describe("Kaapana's values", () => {
  it('are those that kaapanactl.sh passes, each with its type, for 500 random valid inputs', () => {
    expect(SCRIPT).toHaveLength(57)
    fc.assert(
      fc.property(valuesInput, (input) => {
        const values = [...planKaapanaValues(input), ...credentialValues(CREDENTIALS)]
        checkComplete(values)
        const found = byKey(values)
        for (const key of ['dev_mode', 'gpu_support', 'include_reverse_proxy', 'offline_mode'])
          expect(found.get(`global.${key}`)?.value).toBeTypeOf('boolean')
        expect(found.get('global.prefetch_extensions')?.value).toBe(false)
        expect(found.get('global.internalCidrs')?.value).toEqual(input.internalCidrs)
        for (const key of ['pacs', 'airflow', 'opensearch'])
          expect(found.get(`global.${key}_memory_limit`)?.value).toMatch(/^[1-9]\d+$/)
      }),
      { numRuns: 500 },
    )
  })

  it('keep the ports that people see, and take node ports that EKS allows', () => {
    const values = byKey(planKaapanaValues(INPUT))
    const ports = ['https', 'http', 'dicom'].map((name) => [
      values.get(`global.${name}_port`)?.value,
      values.get(`global.${name}_node_port`)?.value,
    ])
    expect(ports).toEqual([
      ['443', '31443'],
      ['80', '31080'],
      ['11112', '31112'],
    ])
  })

  it('open the ports themselves on MicroK8s', () => {
    const values = planKaapanaValues({ ...INPUT, runtime: KaapanaRuntime.MicroK8s })
    expect(values.filter(({ key }) => key.endsWith('_node_port'))).toEqual([])
    expect(byKey(values).get('global.dicom_port')?.value).toBe('11112')
  })

  it.each([
    [KaapanaRuntime.Eks, KaapanaStorage.Csi, 'kaapana-fast', 'kaapana-slow', 'kaapana-workflow'],
    [
      KaapanaRuntime.Eks,
      KaapanaStorage.Parity,
      'kaapana-hostpath-fast-data-dir',
      'kaapana-hostpath-slow-data-dir',
      'kaapana-hostpath-fast-data-dir',
    ],
    [
      KaapanaRuntime.MicroK8s,
      KaapanaStorage.Csi,
      'kaapana-hostpath-fast-data-dir',
      'kaapana-hostpath-slow-data-dir',
      'kaapana-hostpath-fast-data-dir',
    ],
  ])('name the storage classes of %s with %s', (runtime, storage, fast, slow, workflow) => {
    const values = byKey(planKaapanaValues({ ...INPUT, runtime, storage }))
    expect(values.get('global.storage_class_fast')?.value).toBe(fast)
    expect(values.get('global.storage_class_slow')?.value).toBe(slow)
    expect(values.get('global.storage_class_workflow')?.value).toBe(workflow)
  })

  it('are not developer settings: passwords have rules, and nodes keep what they pulled', () => {
    const values = byKey(planKaapanaValues(INPUT))
    expect(values.get('global.dev_mode')?.value).toBe(false)
    expect(values.get('global.pull_policy_images')?.value).toBe('IfNotPresent')
    expect(values.has('global.bundled_storage_classes')).toBe(false)
  })

  it('make one document with the credentials', () => {
    const document = valuesDocument(
      planKaapanaValues(INPUT),
      credentialValues({ ...CREDENTIALS, minioPassword: '0123' }),
    )
    expect(document.global).toMatchObject({
      hostname: 'kaapana.hospital.example',
      https_port: '443',
      gpu_support: false,
      credentials_minio_password: '0123',
      oidc_client_secret: 'of-the-client',
    })
    expect(document['kube-helm-chart']).toEqual({
      timeouts: {
        helmInstallTimeout: 300,
        helmDeletionTimeout: 300,
        helmPullContainerTimeout: 7200,
        shellCmdDefaultTimeout: 30,
      },
    })
    expect(document['squid-proxy']).toEqual({ upstreamHttpProxy: '', upstreamHttpsProxy: '' })
  })

  it('let pods send to the network and to services, wherever EKS put those', () => {
    expect(eksInternalCidrs('10.20.0.0/16')).toEqual([
      '10.20.0.0/16',
      '10.100.0.0/16',
      '172.20.0.0/16',
    ])
    expect(eksInternalCidrs('10.20.0.0/16', '10.96.0.0/16')).toEqual([
      '10.20.0.0/16',
      '10.96.0.0/16',
    ])
  })
})
