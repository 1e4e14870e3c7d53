import type { ConfigTree } from '../config-tree.ts'

/** A reference by digest of an image of ours. */
export const image = (name: string): string =>
  `registry.hospital.example/dataspace/${name}@sha256:${'0123456789abcdef'.repeat(4)}`

/** The least that makes an environment on a cluster that exists. */
export const LEAST: ConfigTree = {
  kind: 'kubernetes',
  owner: 'imaging-platform',
  institutions: { ukhd: { name: 'University Hospital Heidelberg', location: 'Heidelberg' } },
  kubernetes: { context: 'hospital' },
  image: { service: { reference: image('service') } },
}

/** Certificates as PEM, of nobody. */
export const CERTIFICATES = '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n'

/** Everything that settings can ask for, with people who sign in and PostgreSQL of the hospital's. */
export const MOST: ConfigTree = {
  ...LEAST,
  protect: false,
  tags: { 'cost-centre': '4711' },
  service: {
    hostName: 'api.hospital.example',
    allowedOrigins: ['https://app.hospital.example'],
    signIn: { enabled: true },
  },
  tracking: { enabled: true, image: image('mlflow') },
  pipelines: { enabled: true, image: image('airflow'), taskImage: image('pipeline') },
  monitoring: { enabled: true, replicas: 2 },
  kubernetes: {
    context: 'hospital',
    kubeconfigPath: '/home/me/.kube/hospital',
    nodeCidrs: ['10.7.0.0/16'],
    storageClass: 'fast',
    spreadZones: true,
    postgres: {
      external: {
        host: 'postgres.hospital.example',
        port: 6432,
        cidrs: ['10.9.0.10/32'],
        passwordsSecret: 'platform/postgres-passwords',
        certificates: CERTIFICATES,
      },
    },
    objectStorage: {
      endpoint: 'http://objects.objects.svc:9000',
      region: 'heidelberg',
      bucket: 'dataspace',
      credentialsSecret: 'platform/object-storage',
      namespace: 'objects',
    },
    ingress: {
      className: 'nginx',
      namespace: 'ingress',
      clusterIssuer: 'hospital-ca',
      tracking: 'mlflow.hospital.example',
      pipelines: 'airflow.hospital.example',
      monitoring: 'grafana.hospital.example',
    },
    signIn: {
      issuer: 'https://sso.hospital.example/realms/hospital',
      clientId: 'dataspace',
      clientSecret: 'platform/sign-in',
      allowedGroups: ['ml-team', 'ml-admins'],
      adminGroups: ['ml-admins'],
      proxyImage: image('oauth2-proxy'),
    },
    alerts: { webhookSecret: 'platform/alerts' },
  },
}

/** The tools with PostgreSQL in the cluster, and storage at any address. */
export const IN_CLUSTER: ConfigTree = {
  ...LEAST,
  tracking: { enabled: true, image: image('mlflow') },
  pipelines: { enabled: true, image: image('airflow'), taskImage: image('pipeline') },
  monitoring: { enabled: true },
  kubernetes: {
    context: 'hospital',
    objectStorage: {
      endpoint: 'https://objects.hospital.example',
      bucket: 'dataspace',
      credentialsSecret: 'platform/object-storage',
    },
  },
}
