import { execFileSync, spawnSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import {
  BuildkitdPlace,
  buildkitdConfig,
} from '../../../components/image-builder/buildkitd-config.ts'
import { MIRROR } from './arguments.ts'

const configOf = (place: BuildkitdPlace) =>
  buildkitdConfig({ place, cacheGib: 200, maxParallelism: 8, mirrors: { 'docker.io': MIRROR } })

const READER = 'import json, sys, tomllib; print(json.dumps(tomllib.load(sys.stdin.buffer)))'
const withoutToml = spawnSync('python3', ['-c', 'import tomllib']).status !== 0
const parsed = (text: string) =>
  JSON.parse(execFileSync('python3', ['-c', READER], { input: text, encoding: 'utf8' }))

const WORKER = {
  enabled: true,
  platforms: ['linux/amd64'],
  'max-parallelism': 8,
  gc: true,
  reservedSpace: '100GB',
  maxUsedSpace: '170GB',
  minFreeSpace: '20GB',
}
const REST = { containerd: { enabled: false } }
const REGISTRY = { 'docker.io': { mirrors: [MIRROR] } }

describe.skipIf(withoutToml)('buildkitd.toml (skipped without Python 3.11 on PATH)', () => {
  it('listens on no port in a pod, and runs without root', () => {
    expect(parsed(configOf(BuildkitdPlace.Rootless))).toEqual({
      worker: { oci: { ...WORKER, rootless: true, noProcessSandbox: true }, ...REST },
      registry: REGISTRY,
    })
  })

  it('listens on the loopback interface of an instance, and bridges the network of steps', () => {
    expect(parsed(configOf(BuildkitdPlace.Service))).toEqual({
      grpc: { address: ['unix:///run/buildkit/buildkitd.sock', 'tcp://127.0.0.1:1234'] },
      worker: { oci: { ...WORKER, networkMode: 'bridge' }, ...REST },
      registry: REGISTRY,
    })
  })
})
