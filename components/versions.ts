/**
 * Versions of everything that is deployed and not locked by package-lock.json, in one table, each with
 * its source. Updated by hand or by a bot; tests check the form and that nothing has expired.
 */

// PostgreSQL on RDS

/**
 * Engine of `Database`: the current major; RDS picks the minor and keeps it up to date.
 * https://docs.aws.amazon.com/AmazonRDS/latest/PostgreSQLReleaseNotes/postgresql-extensions.html
 */
export const POSTGRESQL_VERSION = '18'

/**
 * Certificate authority of database servers, in the bundles that RDS publishes until 2061.
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.SSL.html
 */
export const RDS_CERTIFICATE_AUTHORITY = 'rds-ca-rsa2048-g1'

// Kubernetes, EKS add-ons and Helm charts

/** A minor version of Kubernetes on EKS. */
export interface KubernetesVersion {
  /** Minor version, e.g. `1.36`. */
  readonly version: string
  /** Last day on which AWS patches it at the standard price. */
  readonly endOfStandardSupport: string
}

/**
 * Minor versions a cluster may run, oldest first.
 * https://docs.aws.amazon.com/eks/latest/userguide/kubernetes-versions.html, read through
 * https://endoflife.date/amazon-eks (2026-08-22)
 */
export const KUBERNETES_VERSIONS: readonly KubernetesVersion[] = [
  { version: '1.34', endOfStandardSupport: '2026-12-02' },
  { version: '1.35', endOfStandardSupport: '2027-03-27' },
  { version: '1.36', endOfStandardSupport: '2027-08-02' },
]

/** Minor version of a cluster that names none. */
export const DEFAULT_KUBERNETES_VERSION = '1.36'

/** Add-ons that AWS builds for every supported minor version alike. */
const COMMON_ADD_ONS = {
  // https://docs.aws.amazon.com/eks/latest/userguide/managing-vpc-cni.html
  'vpc-cni': 'v1.22.4-eksbuild.3',
  // https://docs.aws.amazon.com/eks/latest/userguide/pod-id-agent-setup.html
  'eks-pod-identity-agent': 'v1.3.10-eksbuild.3',
  // https://github.com/kubernetes-sigs/aws-ebs-csi-driver/releases
  'aws-ebs-csi-driver': 'v1.66.0-eksbuild.1',
  // https://github.com/kubernetes-sigs/aws-efs-csi-driver/releases
  'aws-efs-csi-driver': 'v3.4.1-eksbuild.1',
  // https://docs.aws.amazon.com/eks/latest/userguide/community-addons.html
  'metrics-server': 'v0.9.0-eksbuild.11',
  // https://docs.aws.amazon.com/eks/latest/userguide/workloads-add-ons-available-eks.html
  'aws-secrets-store-csi-driver-provider': 'v3.1.3-eksbuild.1',
}

/**
 * Versions of EKS add-ons by Kubernetes minor version and add-on.
 * https://docs.aws.amazon.com/eks/latest/userguide/managing-coredns.html and managing-kube-proxy.html;
 * `aws eks describe-addon-versions --kubernetes-version <minor>` lists what a region offers.
 */
export const EKS_ADD_ONS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  '1.34': {
    ...COMMON_ADD_ONS,
    coredns: 'v1.12.4-eksbuild.29',
    'kube-proxy': 'v1.34.6-eksbuild.21',
  },
  '1.35': {
    ...COMMON_ADD_ONS,
    coredns: 'v1.13.2-eksbuild.21',
    'kube-proxy': 'v1.35.3-eksbuild.29',
  },
  '1.36': {
    ...COMMON_ADD_ONS,
    coredns: 'v1.14.3-eksbuild.23',
    'kube-proxy': 'v1.36.0-eksbuild.25',
  },
}

/**
 * Cluster Autoscaler by Kubernetes minor version: its minor has to be the cluster's.
 * https://github.com/kubernetes/autoscaler/releases
 */
export const CLUSTER_AUTOSCALER: Readonly<Record<string, string>> = {
  '1.34': 'v1.34.5',
  '1.35': 'v1.35.2',
  '1.36': 'v1.36.1',
}

/** A Helm chart in a chart repository. */
export interface ChartVersion {
  readonly chart: string
  readonly repository: string
  readonly version: string
  /**
   * SHA-256 of the archive `<chart>-<version>.tgz`. Helm's releases have no field for it; tests compare
   * it with archives in `CHARTS_DIR`.
   */
  readonly archiveSha256?: string
}

/** Charts that the cluster's services are installed from. */
export const CHARTS = {
  // https://github.com/kubernetes-sigs/aws-load-balancer-controller/tree/v3.5.0/helm
  loadBalancerController: {
    chart: 'aws-load-balancer-controller',
    repository: 'https://aws.github.io/eks-charts',
    version: '3.5.0',
  },
  // https://github.com/kubernetes/autoscaler/releases/tag/cluster-autoscaler-chart-9.59.0
  clusterAutoscaler: {
    chart: 'cluster-autoscaler',
    repository: 'https://kubernetes.github.io/autoscaler',
    version: '9.59.0',
  },
  // https://github.com/NVIDIA/k8s-device-plugin/releases/tag/v0.20.0
  gpuDevicePlugin: {
    chart: 'nvidia-device-plugin',
    repository: 'https://nvidia.github.io/k8s-device-plugin',
    version: '0.20.0',
  },
  // The version that Kaapana 0.6.0 installs: https://docs.nvidia.com/datacenter/cloud-native/gpu-operator/25.10/release-notes.html
  gpuOperator: {
    chart: 'gpu-operator',
    repository: 'https://helm.ngc.nvidia.com/nvidia',
    // NVIDIA tags it v25.10.0, which Helm finds by the version without its v.
    version: '25.10.0',
  },
  // https://airflow.apache.org/docs/helm-chart/1.22.0/release_notes.html
  airflow: {
    chart: 'airflow',
    repository: 'https://airflow.apache.org',
    version: '1.22.0',
    archiveSha256: '1f7d1dfe3d58e2c54899950aba907a43625a18c8b6fb3c54760c21592129a5b6',
  },
  // https://github.com/cloudnative-pg/charts/releases/tag/cloudnative-pg-v0.29.0
  cloudNativePg: {
    chart: 'cloudnative-pg',
    repository: 'https://cloudnative-pg.github.io/charts',
    version: '0.29.0',
  },
  // https://github.com/prometheus-community/helm-charts/releases/tag/kube-prometheus-stack-88.5.3
  prometheusStack: {
    chart: 'kube-prometheus-stack',
    repository: 'https://prometheus-community.github.io/helm-charts',
    version: '88.5.3',
  },
  // https://github.com/prometheus-community/helm-charts/releases/tag/prometheus-blackbox-exporter-11.17.2
  blackboxExporter: {
    chart: 'prometheus-blackbox-exporter',
    repository: 'https://prometheus-community.github.io/helm-charts',
    version: '11.17.2',
  },
} satisfies Record<string, ChartVersion>

// Tools of the ML stack

/**
 * Airflow of `images/airflow`; the chart decides by it what it renders.
 * https://airflow.apache.org/docs/apache-airflow/3.3.2/release_notes.html
 */
export const AIRFLOW_VERSION = '3.3.2'

/**
 * Image of a `SignInProxy` that names none.
 * https://github.com/oauth2-proxy/oauth2-proxy/releases/tag/v7.15.3
 */
export const OAUTH2_PROXY_IMAGE = 'quay.io/oauth2-proxy/oauth2-proxy:v7.15.3'

/**
 * PostgreSQL of a `ClusterDatabase`: the default of CloudNativePG 1.30, named here so that an upgrade
 * of the operator is none of the servers.
 * https://github.com/cloudnative-pg/cloudnative-pg/blob/v1.30.0/pkg/versions/versions.go
 */
export const CLOUDNATIVE_POSTGRESQL_IMAGE = 'ghcr.io/cloudnative-pg/postgresql:18.4-system-trixie'

/**
 * Image with `psql` that makes roles and databases, `postgres:18-alpine` (18.4).
 * https://github.com/docker-library/repo-info/blob/master/repos/postgres/remote/18-alpine.md
 */
export const POSTGRESQL_CLIENT_IMAGE =
  'docker.io/library/postgres@sha256:9a8afca54e7861fd90fab5fdf4c42477a6b1cb7d293595148e674e0a3181de15'

// Lambda
/**
 * Runtime of our functions; AWS deprecates it on 30 April 2028.
 * https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html
 */
export const LAMBDA_NODEJS_RUNTIME = 'nodejs24.x'

// Kaapana

/**
 * MicroK8s' provisioner of hostpath volumes, and the image of the pods with which it makes folders.
 * https://github.com/canonical/hostpath-provisioner/releases/tag/v1.5.0
 */
export const HOSTPATH_PROVISIONER_IMAGE = 'docker.io/cdkbot/hostpath-provisioner:1.5.0'
export const HOSTPATH_HELPER_IMAGE = 'docker.io/library/busybox:1.28.4'

// BuildKit

/**
 * BuildKit of an `ImageBuilder`. Digest and checksum are those of one release.
 * https://github.com/moby/buildkit/releases/tag/v0.33.0
 */
export const BUILDKIT = {
  version: 'v0.33.0',
  /** Image that runs without root, for all platforms. */
  rootlessImage:
    'docker.io/moby/buildkit:v0.33.0-rootless@sha256:80b15f0735e87bab7bf59ec4d695dfb4a7cfb25521cf56dc75d6f256285b63ef',
  /** Programs for x86_64: daemon, client, runc and network plug-ins. */
  archive:
    'https://github.com/moby/buildkit/releases/download/v0.33.0/buildkit-v0.33.0.linux-amd64.tar.gz',
  archiveSha256: 'b6242896d343100808dcbe37565caf381e0a444a6a83d7255926bb1519248ead',
}

// Providers that no SDK in package.json names

/**
 * Provider of `command.local.Command`, with which KaapanaImages pushes its chart.
 * https://github.com/pulumi/pulumi-command/releases/tag/v1.2.1
 */
export const COMMAND_PROVIDER_VERSION = '1.2.1'

// Kaapana on MicroK8s

/** What runtime `microk8s` of Kaapana installs on its instance. */
export const MICROK8S = {
  /**
   * Channel of the snap, as in kaapanactl.sh of Kaapana 0.6.0. It brings Helm 3 with it.
   * https://github.com/canonical/microk8s/blob/master/build-scripts/components/helm/version.sh
   */
  channel: '1.33/stable',
  /** https://snapcraft.io/aws-cli */
  awsCliChannel: 'v2/stable',
  /** Branch of NVIDIA's driver for servers that Ubuntu 24.04 packages. */
  gpuDriver: '570',
  /** As in kaapanactl.sh of Kaapana 0.6.0. */
  gpuOperator: 'v25.10.0',
} as const
