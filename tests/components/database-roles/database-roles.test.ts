import { beforeAll, describe, expect, it } from 'vitest'
import { DatabaseRoles } from '../../../components/database-roles/database-roles.ts'
import { record } from '../../../rehearsal/engine/record.ts'
import type { RecordedProgram } from '../../../rehearsal/engine/recorded-resource.ts'
import { childrenOf, expectSecretsOnlyIn, find, podOf, waitsFor } from '../recorded-resources.ts'
import { refusalOf } from '../refusal.ts'
import { KEY_ARN, MASTER_ARN, ROLES } from './arguments.ts'

describe('DatabaseRoles', () => {
  let program: RecordedProgram
  beforeAll(async () => {
    program = await record(() => ({
      access: new DatabaseRoles('roles', ROLES).access('mlflow', ROLES.peers),
    }))
  })

  it('make exactly these resources', () => {
    expect(childrenOf(program)).toEqual(
      [
        'ConfigMap roles-database-ca',
        'Job roles',
        'Namespace roles',
        ...['deny-all', 'to-database', 'to-dns', 'to-identity'].map(
          (role) => `NetworkPolicy roles-${role}`,
        ),
        'PodIdentityAssociation roles-pods-association',
        'Policy roles-pods-policy',
        'RandomPassword roles-airflow',
        'RandomPassword roles-mlflow',
        'Role roles-pods-role',
        'RolePolicyAttachment roles-pods-own',
        'Secret roles-script',
        'SecretProviderClass roles-master',
        'ServiceAccount roles',
      ].sort(),
    )
  })

  it('let the Job read the master’s secret and nothing else', () => {
    const { policy } = find(program, 'Policy', 'roles-pods-policy').inputs
    const [read, decrypt] = JSON.parse(String(policy)).Statement
    expect(read.Resource).toEqual([MASTER_ARN])
    expect(decrypt.Resource).toEqual([KEY_ARN])
    expect(waitsFor(program, find(program, 'Job', 'roles'))).toContain('roles-pods-association')
  })

  it('give the server no password, and the Job neither one as argument', () => {
    expectSecretsOnlyIn(program, ['roles-script'])
    const { stringData } = find(program, 'Secret', 'roles-script').inputs as {
      stringData: Record<string, string>
    }
    const script = stringData['roles.sql'] ?? ''
    expect(script).toContain("alter role mlflow with login password 'SCRAM-SHA-256$4096:")
    const { result } = find(program, 'RandomPassword', 'roles-mlflow').outputs
    expect(script).not.toContain(String(result))
    const [{ command }] = podOf(find(program, 'Job', 'roles')).containers
    expect(command.join(' ')).toContain('PGPASSWORD="$(cat /run/secrets/master/password)"')
  })

  it('are a database to a tool, with the authorities by which it checks the server', () => {
    expect(program.outputs.access).toMatchObject({
      host: 'db.example',
      port: 5432,
      databaseName: 'mlflow',
      user: 'mlflow',
      password: find(program, 'RandomPassword', 'roles-mlflow').outputs.result,
      certificates: ROLES.certificates,
      peers: ROLES.peers,
    })
  })

  it('refuse names that would be no plain identifiers in SQL', () => {
    expect(refusalOf(() => new DatabaseRoles('roles', { ...ROLES, roles: ["m'; drop"] }))).toBe(
      'DatabaseRoles "roles": roles must be one or more different names of at most 30 of a–z and 0–9, starting with a letter but not with pg, and none of PostgreSQL’s own, got ["m\'; drop"]',
    )
  })
})
