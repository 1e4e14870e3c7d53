import type { KaapanaImagesArgs } from '../../../components/kaapana-images/kaapana-images.ts'
import { KaapanaBuilds } from '../../../components/kaapana-images/kaapana-images.ts'
import { makeCheckout } from '../../images/kaapana/make-checkout.ts'

const local = (image: string, from: string) =>
  `${from}\nLABEL IMAGE="${image}"\nLABEL REGISTRY="local-only"\nLABEL BUILD_IGNORE="False"\n`
const pushed = (image: string, from: string) =>
  `${from}\nLABEL IMAGE="${image}"\nLABEL BUILD_IGNORE="False"\n`
const base = (...images: string[]) =>
  images.map((image) => `FROM local-only/${image}:latest`).join('\n')

const COLLECTION = 'collections/kaapana-collection'

/** A small platform: two bases in a chain, two services, and a collection that holds no chart. */
export const FILES: Readonly<Record<string, string>> = {
  'platforms/kaapana-admin-chart/Chart.yaml': `apiVersion: v2
name: kaapana-admin-chart
version: 0.0.0
kaapana_type: platform
`,
  'platforms/kaapana-admin-chart/deployment_config.yaml': `kaapana_collections:
  - name: kaapana-extension-collection
    version: 0.0.0
`,
  'platforms/kaapana-admin-chart/templates/deployment.yaml': `      image: "{{ .Values.global.registry_url }}/portal:{{ .Values.global.kaapana_build_version }}"
      image: "{{ .Values.global.registry_url }}/pacs:{{ .Values.global.kaapana_build_version }}"
`,
  [`${COLLECTION}/Chart.yaml`]: `apiVersion: v2
name: kaapana-extension-collection
version: 0.0.0
kaapana_type: extension-collection
`,
  [`${COLLECTION}/Dockerfile`]: pushed(
    'kaapana-extension-collection',
    'FROM docker.io/alpine:3.22',
  ),
  'bases/python/Dockerfile': local('base-python', 'FROM docker.io/python:3.12'),
  'bases/gpu/Dockerfile': local('base-gpu', `ARG http_proxy\n${base('base-python')}`),
  'services/portal/Dockerfile': pushed('portal', base('base-gpu', 'base-python')),
  'services/portal/files/page.html': '<p>Portal</p>\n',
  'services/pacs/Dockerfile': pushed('pacs', 'FROM docker.io/alpine:3.22'),
  'services/unused/Dockerfile': pushed('unused', 'FROM docker.io/alpine:3.22'),
}

/** A checkout, and beside it what packaging would have written. */
export function makeSource(more: Readonly<Record<string, string>> = {}, tag = '0.6.0') {
  const source = makeCheckout({ ...FILES, ...more }, { tag })
  const packaged = makeCheckout({
    [`kaapana-admin-chart/kaapana-admin-chart-${tag}.tgz`]: 'a chart',
    [`kaapana-admin-chart/kaapana-admin-chart-${tag}-latest.tgz`]: 'a chart',
    'kaapana-admin-chart/kaapana-extension-collection/charts/extension.tgz': 'an extension',
  })
  return { source, packaged }
}

/** Arguments of a component that builds. */
export const building = (folders: { source: string; packaged: string }): KaapanaImagesArgs => ({
  ownership: { owner: 'imaging', environment: 'prod' },
  key: { arn: 'arn:aws:kms:eu-central-1:123456789012:key/images' },
  accountId: '123456789012',
  region: 'eu-central-1',
  builds: KaapanaBuilds.Pulumi,
  ...folders,
})
