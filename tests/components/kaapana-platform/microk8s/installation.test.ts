import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { CERTIFICATE_ARN } from './arguments.ts'
import { CREDENTIALS, HANDLE, KEY, Machine, TOKEN, wanted } from './machine.ts'

// Whole installations with bash: a few seconds each, more on a busy machine.
const TIMEOUT = 120_000

/** Calls without those that only tell how it goes. */
const work = (calls: string[]) =>
  calls.filter((call) => !/^(aws (logs|cloudwatch)|curl --config)/.test(call))
const short = (calls: string[]) => work(calls).map((call) => call.split(' ').slice(0, 4).join(' '))

describe('a machine that is new', () => {
  const machine = new Machine({ certificateArn: CERTIFICATE_ARN, gpu: true })
  let codes: number[]
  let calls: string[][]
  beforeAll(async () => {
    const before = await machine.run()
    calls = [machine.takeCalls()]
    machine.want(wanted({ instance: 'i-of-before' }))
    const other = await machine.run()
    calls.push(machine.takeCalls())
    machine.want(wanted())
    codes = [before, other, await machine.run()]
    calls.push(machine.takeCalls())
  }, TIMEOUT)
  afterAll(() => machine.remove())

  it('does nothing before something is wanted, nor what was wanted of another', () => {
    expect(codes).toEqual([0, 0, 0])
    const asks = ['cloud-init query instance_id', 'aws ssm get-parameter --name']
    expect(short(calls[0] ?? [])).toEqual(asks)
    expect(short(calls[1] ?? [])).toEqual(asks)
  })

  it('goes through the steps in their order', () => {
    expect(machine.events()).toEqual([
      'starts: Kaapana 0.6.0',
      'data-volume',
      'kernel',
      'microk8s',
      'cluster',
      'gpu',
      'data-version',
      'volumes',
      'certificate',
      'dns',
      'chart',
      'undeploy',
      'release',
      'ready',
      'report',
      'done: Kaapana 0.6.0 answers',
    ])
    expect(machine.status()).toMatchObject({ state: 'ok', reason: '' })
  })

  it('formats the blank volume, mounts it now and at each boot', () => {
    const all = calls[2] ?? []
    const device = '/dev/disk/by-id/nvme-Amazon_Elastic_Block_Store_vol0123456789abcdef0'
    expect(all).toContain(`mkfs.xfs -L kaapana ${device}`)
    expect(all.indexOf('mount /home/kaapana')).toBeGreaterThan(
      all.indexOf(`mkfs.xfs -L kaapana ${device}`),
    )
    expect(readFileSync(machine.paths.fstab, 'utf8').replaceAll(machine.root, '')).toBe(
      'LABEL=kaapana /home/kaapana xfs noatime,nofail,x-systemd.device-timeout=10min 0 0\n',
    )
  })

  it('gives MicroK8s of one channel the arguments that Kaapana needs, once', () => {
    const all = calls[2] ?? []
    expect(all).toContain('snap install microk8s --classic --channel=1.33/stable')
    expect(all).toContain('microk8s enable dns:10.20.0.2,10.20.0.3')
    const args = (service: string) =>
      readFileSync(`${machine.paths.microk8sArgs}/${service}`, 'utf8').trim().split('\n')
    expect(args('kube-apiserver')).toEqual([
      '--service-node-port-range=80-32000',
      '--runtime-config=admissionregistration.k8s.io/v1beta1=true',
    ])
    expect(args('kube-controller-manager')).toContain('--terminated-pod-gc-threshold=200')
    expect(all.filter((call) => /^microk8s (stop|start)$/.test(call))).toEqual([
      'microk8s stop',
      'microk8s start',
    ])
  })

  it('installs the driver for its GPU before the operator that relies on it', () => {
    const gpu = (calls[2] ?? []).filter((call) => /nvidia|ubuntu-drivers/.test(call))
    expect(gpu.map((call) => call.split(' --gpu-operator-set')[0])).toEqual([
      'nvidia-smi ',
      'apt-get install --yes ubuntu-drivers-common',
      'ubuntu-drivers install --gpgpu nvidia:570-server',
      'apt-get install --yes nvidia-utils-570-server',
      'modprobe nvidia',
      'nvidia-smi ',
      'microk8s status --addon nvidia',
      'microk8s enable nvidia --gpu-operator-driver host --gpu-operator-version v25.10.0',
    ])
  })

  it('rewrites the name for pods before the release, in one line before the plugin', () => {
    const { data } = JSON.parse(machine.read('coredns.json'))
    expect(data.Corefile.split('\n').slice(0, 4)).toEqual([
      '.:53 {',
      '    errors',
      '    rewrite name exact kaapana.hospital.example. oauth2-proxy-service.admin.svc.cluster.local.',
      '    kubernetes cluster.local in-addr.arpa ip6.arpa {',
    ])
    const order = short(calls[2] ?? [])
    expect(order.indexOf('microk8s kubectl replace --filename')).toBeLessThan(
      order.indexOf('microk8s helm3 install kaapana-admin-chart'),
    )
  })

  it("puts the certificate into the volume of the claim that Kaapana's job looks into", () => {
    const [volume] = machine.kept('created')
    expect(volume).toMatchObject({
      spec: {
        hostPath: { path: `${machine.paths.data}/tls` },
        claimRef: { namespace: 'admin', name: 'tls-pv-claim' },
        persistentVolumeReclaimPolicy: 'Retain',
      },
    })
    expect(readFileSync(`${machine.paths.data}/tls/tls.key`, 'utf8')).toBe(`${KEY}\n`)
  })

  it('installs the chart with values and credentials, of their types', () => {
    expect(machine.kept('values')).toEqual([
      {
        global: {
          hostname: 'kaapana.hospital.example',
          internalCidrs: ['10.1.0.0/16', '10.20.1.5/32'],
          deployment_timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
          credentials_registry_username: 'AWS',
          credentials_registry_password: TOKEN,
          kaapana_init_password: CREDENTIALS.kaapanaInitPassword,
          credentials_keycloak_admin_password: CREDENTIALS.keycloakAdminPassword,
          credentials_minio_username: CREDENTIALS.minioUser,
          credentials_minio_password: CREDENTIALS.minioPassword,
          credentials_grafana_username: CREDENTIALS.grafanaUser,
          credentials_grafana_password: CREDENTIALS.grafanaPassword,
          oidc_client_secret: CREDENTIALS.oidcClientSecret,
        },
      },
    ])
    expect(machine.read('login')).toBe(`${TOKEN}\n`)
  })

  it('tells CloudFormation that it started, and that Kaapana answers', () => {
    expect(machine.signals()).toEqual([
      expect.objectContaining({ Status: 'SUCCESS', Reason: 'the machine answers' }),
      expect.objectContaining({ Status: 'SUCCESS', Reason: 'Kaapana 0.6.0 answers' }),
    ])
    expect(machine.read('signalled-urls')).toBe(
      `url = "${HANDLE}&for=started"\nurl = "${HANDLE}&for=installed"\n`,
    )
  })

  it('shows no secret in an argument, an event or the log, and leaves no file with one', () => {
    const told = [...calls.flat(), ...machine.events(), readFileSync(machine.paths.log, 'utf8')]
    const secrets = [...Object.values(CREDENTIALS), TOKEN, KEY, HANDLE].filter(
      (secret) => !['admin', 'minio-user'].includes(secret),
    )
    const left = readdirSync(machine.paths.run)
    expect(left).not.toContain('values.json')
    expect(left.filter((name) => /credentials|certificate.json|registry/.test(name))).toEqual([])
    for (const secret of secrets) {
      expect(told.join('\n')).not.toContain(secret)
      for (const name of left.filter((one) => !(secret === HANDLE && one === 'wanted.json')))
        expect(readFileSync(join(machine.paths.run, name), 'utf8')).not.toContain(secret)
    }
  })
})

describe('a machine that runs Kaapana', () => {
  const machine = new Machine()
  let again: string[]
  let failedBoot: object
  let recovered: object
  let rebooted: string[]
  let sameAgain: string[]
  let upgraded: string[]
  const resultOfRun: number[] = []
  beforeAll(async () => {
    machine.want(wanted())
    resultOfRun.push(await machine.run())
    machine.failAt('^microk8s status')
    resultOfRun.push(await machine.run())
    failedBoot = machine.status()
    machine.failAt('')
    machine.takeCalls()
    resultOfRun.push(await machine.run())
    again = machine.takeCalls()
    recovered = machine.status()
    resultOfRun.push(await machine.run())
    rebooted = machine.takeCalls()
    machine.want(wanted(), `${HANDLE}&of=another-rollout`)
    resultOfRun.push(await machine.run())
    sameAgain = machine.takeCalls()
    machine.put('secrets.json', JSON.stringify({ items: [{ metadata: { namespace: 'admin' } }] }))
    machine.want(wanted({ version: '0.6.1', chartVersion: '0.6.1' }))
    resultOfRun.push(await machine.run())
    upgraded = machine.takeCalls()
  }, TIMEOUT)
  afterAll(() => machine.remove())

  it('checks at each boot until all stands, and then does nothing', () => {
    expect(resultOfRun).toEqual([0, 0, 0, 0, 0, 0])
    expect(failedBoot).toMatchObject({
      state: 'failed',
      reason: 'the data volume is not mounted, or MicroK8s does not run',
    })
    expect(recovered).toMatchObject({ state: 'ok' })
    expect(short(again)).toEqual([
      'cloud-init query instance_id',
      'aws ssm get-parameter --name',
      'mountpoint --quiet /home/kaapana',
      'microk8s status --wait-ready --timeout=900',
    ])
    expect(short(rebooted)).toEqual([
      'cloud-init query instance_id',
      'aws ssm get-parameter --name',
    ])
  })

  it('changes nothing when the same is wanted by another rollout', () => {
    const changes =
      /mkfs|^mount |snap install|microk8s (enable|stop|start)|replace|helm3 (un)?install|kubectl create/
    expect(sameAgain.filter((call) => changes.test(call))).toEqual([])
    expect(machine.read('signalled-urls')).toContain('of=another-rollout&for=installed')
  })

  it('undeploys in the order Kaapana needs before it deploys another version', () => {
    const helm = upgraded.filter((call) => /helm3 (un)?install|patch secret/.test(call))
    expect(helm.map((call) => call.split(' ').slice(2, 7).join(' '))).toEqual([
      '--namespace admin patch secret registry-secret',
      'uninstall project-admin --namespace admin --ignore-not-found',
      'uninstall slim-chart --namespace admin --ignore-not-found',
      'uninstall code-server-chart --namespace admin --ignore-not-found',
      'uninstall kaapana-workflows-core --namespace admin --ignore-not-found',
      'uninstall kaapana-platform-chart --namespace admin --ignore-not-found',
      'uninstall kaapana-extension-collection-060 --namespace admin --ignore-not-found',
      'uninstall kaapana-admin-chart --namespace default --ignore-not-found',
      'install kaapana-admin-chart /run/kaapana/kaapana-admin-chart-0.6.1.tgz --namespace default',
    ])
    const deleted = upgraded.filter((call) => /delete/.test(call) && !call.includes('configmap'))
    expect(deleted).toEqual(
      ['project-admin', 'services'].map(
        (namespace) =>
          `microk8s kubectl --namespace ${namespace} delete pods --all --grace-period=0 --force`,
      ),
    )
  })
})

describe('an installation that fails', () => {
  let machine: Machine
  afterEach(() => machine.remove())

  const failed = async (made: Machine, release = wanted()) => {
    machine = made
    machine.want(release)
    expect(await machine.run()).toBe(1)
    const [, signal] = machine.signals()
    expect(machine.status()).toMatchObject({ state: 'failed', reason: signal?.Reason })
    expect(machine.events()).toContain(`failed: ${signal?.Reason}`)
    expect(signal?.Status).toBe('FAILURE')
    return signal?.Reason ?? ''
  }
  const hint = '(log group kaapana-install-0a1b2c3; put it right, then: pulumi up --refresh)'

  const cases: [string, (of: Machine) => void, string][] = [
    [
      'no data volume comes',
      (of) => of.failAt('^udevadm'),
      'data-volume: the volume vol-0123456789abcdef0 was not attached within 10 minutes',
    ],
    [
      'the data volume holds another file system',
      (of) => of.put('file-system', 'ext4\n'),
      'data-volume: the volume vol-0123456789abcdef0 holds a file system of kind ext4, not xfs',
    ],
    [
      'the chart cannot be pulled',
      (of) => of.failAt('^microk8s helm3 pull'),
      'chart: there was not the chart oci://123456789012.dkr.ecr.eu-central-1.amazonaws.com/kaapana/kaapana-admin-chart 0.6.0 in time',
    ],
    [
      'the chart is not the published one',
      (of) => of.put('digest', 'sha256:other'),
      `chart: the chart oci://123456789012.dkr.ecr.eu-central-1.amazonaws.com/kaapana/kaapana-admin-chart 0.6.0 has digest sha256:other, published was sha256:${'c'.repeat(64)}`,
    ],
    [
      'a credential is missing',
      (of) =>
        of.put('credentials.json', JSON.stringify({ ...CREDENTIALS, minioPassword: undefined })),
      'release: the secret arn:aws:secretsmanager:eu-central-1:123456789012:secret:kaapana-credentials lacks a credential',
    ],
    [
      'a job of Kaapana fails',
      (of) =>
        of.put(
          'job-init-extensions.json',
          JSON.stringify({ status: { conditions: [{ type: 'Failed', status: 'True' }] } }),
        ),
      'ready: the job init-extensions failed: ',
    ],
  ]
  it.each(cases)(
    'says why when %s',
    async (_what, breakIt, reason) => {
      const made = new Machine()
      breakIt(made)
      expect(await failed(made)).toBe(`${reason} ${hint}`)
    },
    TIMEOUT,
  )

  it(
    'quotes the tool that failed, without a credential it may have printed',
    async () => {
      const made = new Machine()
      made.failAt('^microk8s helm3 install')
      const reason = await failed(made)
      expect(reason).toMatch(/^release: .*microk8s cannot do that today/)
      expect(existsSync(join(made.paths.run, 'values.json'))).toBe(false)
      made.takeCalls()
      made.failAt('')
      expect(await made.run()).toBe(0)
      expect(short(made.takeCalls())).toEqual([
        'cloud-init query instance_id',
        'aws ssm get-parameter --name',
      ])
    },
    TIMEOUT,
  )

  it(
    'leaves data of another version alone',
    async () => {
      const made = new Machine()
      made.putData('version', '0.5.2\n')
      expect(await failed(made)).toContain(
        'data-version: the data volume holds data of Kaapana 0.5, which 0.6.0 does not take over',
      )
      expect(made.takeCalls().filter((call) => /helm3|kubectl create/.test(call))).toEqual([])
    },
    TIMEOUT,
  )

  it(
    'does not run scripts other than the wanted ones',
    async () => {
      const made = new Machine()
      made.put('document.json', made.read('document.json').replace('udevadm wait', 'udevadm  wait'))
      expect(await failed(made)).toBe(
        `start: the document kaapana-scripts-0a1b2c3 does not hold the script steps that is wanted ${hint}`,
      )
    },
    TIMEOUT,
  )
})
