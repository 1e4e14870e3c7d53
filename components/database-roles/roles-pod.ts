import type * as k8s from '@pulumi/kubernetes'
import * as pulumi from '@pulumi/pulumi'
import { computeOf, hardenedAs, restrictedPod } from '../namespace/restricted-pod.ts'
import { DATABASE_CERTIFICATES } from '../postgres-access.ts'
import { POSTGRESQL_CLIENT_IMAGE } from '../versions.ts'
import type { DatabaseRolesArgs } from './database-roles-args.ts'

/** Above the users of nodes; with PGUSER libpq needs no entry in /etc/passwd. */
const ID = 10_001

const COMPUTE = { cpuRequest: '50m', memoryRequest: '32Mi', cpuLimit: '500m', memoryLimit: '128Mi' }

const MASTER = '/run/secrets/master'
const SCRIPT = '/run/secrets/script'

/** Specification of the SecretProviderClass by which the pod sees the master's user and password. */
export function masterSecret(region: string, secretArn: pulumi.Input<string>) {
  const objects = pulumi.jsonStringify([
    {
      objectName: secretArn,
      objectAlias: 'master.json',
      jmesPath: ['username', 'password'].map((member) => ({ path: member, objectAlias: member })),
    },
  ])
  return { provider: 'aws', parameters: { region, usePodIdentity: 'true', objects } }
}

/** What the Job's pod is made of. */
export interface RolesPodParts {
  readonly args: DatabaseRolesArgs
  readonly account: pulumi.Input<string>
  /** Secret with `roles.sql`. */
  readonly script: pulumi.Input<string>
  /** SecretProviderClass of the master's secret. */
  readonly master: pulumi.Input<string>
  readonly certificates: pulumi.Input<string> | undefined
}

/** The pod that runs the script as the master user. */
export function rolesPod(parts: RolesPodParts): k8s.types.input.core.v1.PodSpec {
  const { args, certificates } = parts
  return {
    ...restrictedPod(parts.account, ID),
    restartPolicy: 'Never',
    containers: [
      {
        name: 'psql',
        image: args.image?.reference ?? POSTGRESQL_CLIENT_IMAGE,
        imagePullPolicy: 'IfNotPresent',
        // Read when it runs: neither user nor password is an argument that others see.
        command: ['sh', '-ec', COMMAND],
        env: Object.entries(connection(args)).map(([name, value]) => ({ name, value })),
        resources: computeOf(COMPUTE, '64Mi'),
        securityContext: hardenedAs(ID),
        volumeMounts: [
          { name: 'master', mountPath: MASTER, readOnly: true },
          { name: 'script', mountPath: SCRIPT, readOnly: true },
          ...(certificates === undefined
            ? []
            : [{ name: 'certificates', mountPath: DATABASE_CERTIFICATES, readOnly: true }]),
        ],
      },
    ],
    volumes: [
      {
        name: 'master',
        csi: {
          driver: 'secrets-store.csi.k8s.io',
          readOnly: true,
          volumeAttributes: { secretProviderClass: parts.master },
        },
      },
      { name: 'script', secret: { secretName: parts.script, defaultMode: 0o440 } },
      ...(certificates === undefined
        ? []
        : [{ name: 'certificates', configMap: { name: certificates, defaultMode: 0o444 } }]),
    ],
  }
}

const COMMAND = [
  `PGUSER="$(cat ${MASTER}/username)"`,
  `PGPASSWORD="$(cat ${MASTER}/password)"`,
  'export PGUSER PGPASSWORD',
  `exec psql --no-psqlrc --quiet --file=${SCRIPT}/roles.sql`,
].join('\n')

const connection = ({ server, certificates }: DatabaseRolesArgs) => ({
  PGHOST: server.host,
  PGPORT: pulumi.interpolate`${server.port}`,
  PGDATABASE: server.databaseName,
  PGSSLMODE: certificates === undefined ? 'require' : 'verify-full',
  ...(certificates !== undefined && { PGSSLROOTCERT: `${DATABASE_CERTIFICATES}/ca.pem` }),
  PGCONNECT_TIMEOUT: '10',
  HOME: '/tmp',
})
