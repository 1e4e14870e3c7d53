import { spawnSync } from 'node:child_process'
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { CERTIFICATE_SCRIPT } from '../../../../components/kaapana-platform/eks/certificate-script.ts'
import { WORKLOAD_CONTROLS } from '../../../../policies/workload-controls.ts'
import type { RecordedProgram } from '../../../../rehearsal/engine/recorded-resource.ts'
import { childrenOf, find, podOf, waitsFor } from '../../recorded-resources.ts'
import { ON_EKS, recorded } from '../arguments.ts'

const SECRET = 'arn:aws:secretsmanager:eu-central-1:123456789012:secret:certificate'
const DIGEST = `sha256:${'d'.repeat(64)}`

let program: RecordedProgram
beforeAll(async () => {
  const release = { ...ON_EKS.release, images: { 'kube-helm': DIGEST } }
  program = await recorded({ release, certificate: { secretArn: SECRET } })
})

describe('A certificate of one’s own', () => {
  it('is installed by a Job after Kaapana, with rights to it alone', () => {
    expect(childrenOf(program).filter((child) => child.includes('certificate'))).toEqual(
      [
        'Job kaapana-certificate',
        'Policy kaapana-certificate-policy',
        'PodIdentityAssociation kaapana-certificate-association',
        'Role kaapana-certificate-admin',
        'Role kaapana-certificate-role',
        'Role kaapana-certificate-services',
        'RoleBinding kaapana-certificate-admin',
        'RoleBinding kaapana-certificate-services',
        'RolePolicyAttachment kaapana-certificate-own',
        'SecretProviderClass kaapana-certificate',
        'ServiceAccount kaapana-certificate',
      ].sort(),
    )
    expect(waitsFor(program, find(program, 'Job', 'kaapana-certificate'))).toEqual(
      expect.arrayContaining(['kaapana', 'kaapana-certificate-association']),
    )
    const rules = ['admin', 'services'].flatMap(
      (namespace) =>
        find(program, 'rbac.authorization.k8s.io/v1:Role', `kaapana-certificate-${namespace}`)
          .inputs.rules as { resourceNames: string[] }[],
    )
    expect(rules.map(({ resourceNames }) => resourceNames)).toEqual([
      ['certificate'],
      ['oauth2-proxy'],
      ['certificate'],
    ])
  })

  it('comes from Secrets Manager into files, and is in no plan', () => {
    // biome-ignore lint/suspicious/noExplicitAny: inputs of many shapes
    const { spec } = find(program, 'SecretProviderClass', 'kaapana-certificate').inputs as any
    expect(JSON.parse(spec.parameters.objects)).toEqual([
      {
        objectName: SECRET,
        objectAlias: 'certificate.json',
        jmesPath: [
          { path: '"tls.crt"', objectAlias: 'tls.crt' },
          { path: '"tls.key"', objectAlias: 'tls.key' },
        ],
      },
    ])
    const [container] = podOf(find(program, 'Job', 'kaapana-certificate')).containers
    expect(container.image).toBe(`${ON_EKS.release.registry}/kube-helm@${DIGEST}`)
  })

  it.each([69, 85, 86, 87, 88, 89, 90, 91, 93, 97, 98, 99])('keeps control %i', (number) => {
    const control = WORKLOAD_CONTROLS.find((one) => one.number === number)
    expect(
      control?.violations(program).filter((text) => text.includes('kaapana-certificate')),
    ).toEqual([])
  })

  it('takes the place of the self-signed one in both namespaces, and the entrance starts anew', () => {
    const folder = mkdtempSync(join(tmpdir(), 'certificate-'))
    const calls = join(folder, 'calls')
    writeFileSync(join(folder, 'kubectl'), `#!/bin/sh\necho "$*" >> ${calls}\n`)
    chmodSync(join(folder, 'kubectl'), 0o755)
    const { status } = spawnSync('/bin/sh', ['-c', CERTIFICATE_SCRIPT], {
      env: { PATH: `${folder}:${process.env.PATH}` },
    })
    const made = readFileSync(calls, 'utf8')
      .split('\n')
      .filter((call) => call.startsWith('-n'))
    rmSync(folder, { recursive: true })
    expect(status).toBe(0)
    expect(made).toEqual([
      '-n admin replace -f -',
      '-n services replace -f -',
      '-n admin rollout restart deployment oauth2-proxy',
      '-n admin rollout status deployment oauth2-proxy --timeout=300s',
    ])
  })
})
