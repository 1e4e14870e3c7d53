import type { ClusterDatabaseArgs } from '../../../components/cluster-database/cluster-database-args.ts'

/** Servers for the service and its tools. */
export const SERVERS: ClusterDatabaseArgs = {
  ownership: { owner: 'ml-platform', environment: 'test' },
  databases: ['dataspace', 'mlflow', 'airflow'],
  callers: [{ namespace: 'readmission' }, { namespace: 'tracking' }],
}
