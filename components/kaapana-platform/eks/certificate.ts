import * as k8s from '@pulumi/kubernetes'
import * as pulumi from '@pulumi/pulumi'
import { grantPodIdentity, podsOf } from '../../workload-identity/pod-identity.ts'
import { readSecrets } from '../../workload-identity/secret-statements.ts'
import { KAAPANA_NAMESPACES } from '../values/namespaces.ts'
import { STORAGE_NODE } from '../values/plan-kaapana-values.ts'
import type { InstalledPlatform } from './admin-release.ts'
import { allowCertificate } from './certificate-access.ts'
import { CERTIFICATE_FOLDER, CERTIFICATE_SCRIPT } from './certificate-script.ts'
import type { EksSite } from './eks-site.ts'

const namespace = KAAPANA_NAMESPACES.admin

/**
 * Installs the certificate of `certificate.secretArn` once Kaapana is there: a Job with an identity of
 * its own reads it from Secrets Manager, so that the key is in no plan and no value. A release that is
 * replaced starts with a self-signed certificate, and the Job runs again.
 */
export function installCertificate(
  site: EksSite,
  { release, identity }: InstalledPlatform,
): pulumi.Resource[] {
  const secretArn = site.args.certificate?.secretArn
  if (secretArn === undefined) return []
  const { name, labels, child } = site
  const again = { deleteBeforeReplace: true, replacementTrigger: identity }
  const inside = { ...child, dependsOn: [release], ...again }
  const account = `${name}-certificate`
  const metadata = { name: account, namespace, labels }
  const pods = new k8s.core.v1.ServiceAccount(account, { metadata }, inside)
  const source = secretSource(site, secretArn, inside)
  const ready = [
    pods,
    source,
    ...allowCertificate(site, account, inside),
    ...reads(site, secretArn),
  ]
  const job = new k8s.batch.v1.Job(
    account,
    { metadata, spec: { backoffLimit: 3, template: { spec: podSpec(site, account) } } },
    { ...inside, dependsOn: [release, ...ready] },
  )
  return [job]
}

function reads(site: EksSite, secretArn: pulumi.Input<string>): readonly pulumi.Resource[] {
  const { name, args, place, child } = site
  const statements = readSecrets({
    region: args.region,
    secretArns: [secretArn],
    keyArns: [args.keys.secrets.arn],
  })
  const subject = podsOf(place.cluster, namespace, `${name}-certificate`)
  const grant = { subject, ownership: args.ownership, statements }
  return grantPodIdentity(`${name}-certificate`, grant, child).ready
}

function secretSource(
  { name, args, labels }: EksSite,
  secretArn: pulumi.Input<string>,
  opts: pulumi.CustomResourceOptions,
): pulumi.Resource {
  const jmesPath = ['crt', 'key'].map((part) => ({
    path: `"tls.${part}"`,
    objectAlias: `tls.${part}`,
  }))
  const objects = pulumi.jsonStringify([
    { objectName: secretArn, objectAlias: 'certificate.json', jmesPath },
  ])
  return new k8s.apiextensions.CustomResource(
    `${name}-certificate`,
    {
      apiVersion: 'secrets-store.csi.x-k8s.io/v1',
      kind: 'SecretProviderClass',
      metadata: { name: `${name}-certificate`, namespace, labels },
      spec: {
        provider: 'aws',
        parameters: { region: args.region, usePodIdentity: 'true', objects },
      },
    },
    opts,
  )
}

/** kube-helm's image has kubectl; of a version that is published its digest is known. */
function podSpec({ args, name }: EksSite, account: string): k8s.types.input.core.v1.PodSpec {
  const { registry, version, images } = args.release
  const image = pulumi
    .all([registry, version, images])
    .apply(([at, tag, digests]) =>
      digests['kube-helm'] === undefined
        ? `${at}/kube-helm:${tag}`
        : `${at}/kube-helm@${digests['kube-helm']}`,
    )
  return {
    serviceAccountName: account,
    restartPolicy: 'Never',
    nodeSelector: { 'kaapana.io/node': STORAGE_NODE },
    securityContext: { runAsNonRoot: true, runAsUser: 10001, runAsGroup: 10001, fsGroup: 10001 },
    containers: [
      {
        name: 'certificate',
        image,
        command: ['/bin/sh', '-c', CERTIFICATE_SCRIPT],
        env: [{ name: 'HOME', value: '/scratch' }],
        resources: {
          requests: { cpu: '50m', memory: '100Mi' },
          limits: { memory: '200Mi' },
        },
        securityContext: {
          allowPrivilegeEscalation: false,
          readOnlyRootFilesystem: true,
          capabilities: { drop: ['ALL'] },
          seccompProfile: { type: 'RuntimeDefault' },
        },
        volumeMounts: [
          { name: 'certificate', mountPath: CERTIFICATE_FOLDER, readOnly: true },
          { name: 'scratch', mountPath: '/scratch' },
        ],
      },
    ],
    volumes: [
      {
        name: 'certificate',
        csi: {
          driver: 'secrets-store.csi.k8s.io',
          readOnly: true,
          volumeAttributes: { secretProviderClass: `${name}-certificate` },
        },
      },
      { name: 'scratch', emptyDir: { sizeLimit: '16Mi' } },
    ],
  }
}
