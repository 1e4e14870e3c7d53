import { expect, test } from 'vitest'
import { EKS_OVERLAYS } from '../../../../images/kaapana/package/overlays/eks.ts'

/** Lines as upstream has them, in files of our own. */
const CASES = {
  'oauth2-proxy-node-port': ['      nodePort: {{ .Values.global.https_port }}', 1],
  'traefik-http-node-port': ['      nodePort: {{ .Values.global.http_port }}', 1],
  'ctp-dicom-node-port': ['    nodePort: {{ .Values.global.dicom_port }}', 1],
  'mitk-workbench-node-port': ['  nodePortMITKWorkbench: 22223', 1],
  'admission-policy-v1': ['apiVersion: admissionregistration.k8s.io/v1beta1', 2],
  'node-exporter-data-folders': ['          type: Directory', 2],
  'workflow-api-node': ['    spec:', 1],
  'dag-installer-job-node': [
    '        kubernetes.io/hostname: {{ .Values.global.main_node_name }}',
    1,
  ],
  'dag-installer-hook-node': [
    '        kubernetes.io/hostname: {{ .Values.global.main_node_name }}',
    1,
  ],
  'minio-sync-node': ['        kubernetes.io/hostname: {{ .Values.global.main_node_name }}', 1],
} as const

const overlay = (name: string) => {
  const found = EKS_OVERLAYS.find((one) => one.name === name)
  if (found === undefined) throw new Error(`no overlay ${name}`)
  return found
}

const textWith = (line: string, times: number) =>
  `a: fast_data_dir\n${`${line}\n`.repeat(times)}b: 2\n`

const lineCases = Object.entries(CASES).map(([name, [line, times]]) => ({ name, line, times }))

test.each(lineCases)('$name changes its line and leaves the others', ({ name, line, times }) => {
  const result = overlay(name).edit(textWith(line, times))
  if (!('text' in result)) throw new Error(JSON.stringify(result))
  expect(result.text).not.toBe(textWith(line, times))
  expect(result.text.startsWith('a: fast_data_dir\n')).toBe(true)
  expect(result.text.endsWith('\nb: 2\n')).toBe(true)
})

test.each(lineCases)(
  '$name refuses a file that has its line once more',
  ({ name, line, times }) => {
    const result = overlay(name).edit(textWith(line, times + 1))
    const expected = times === 1 ? 'once' : `${times} times`
    expect(result).toEqual({
      mismatch: `expected ${JSON.stringify(line)} ${expected}, found it ${times + 1} times`,
    })
  },
)

test.each([
  ['admission-policy-v1', 'apiVersion: admissionregistration.k8s.io/v1\n', 'it is v1'],
  ['node-exporter-data-folders', 'kind: DaemonSet\n', 'it mounts no data folders'],
  [
    'workflow-api-node',
    '    spec:\n{{- include "kaapana.nodeSelector" . }}\n',
    'it has the selector',
  ],
])('%s sees where there is nothing to change', (name, text, unneeded) => {
  expect(overlay(name).edit(text)).toEqual({ unneeded })
})

test('a node port is asked for by a value of its own, or where upstream has one in range', () => {
  const result = overlay('oauth2-proxy-node-port').edit(
    '      nodePort: {{ .Values.global.https_port }}\n',
  )
  expect(result).toEqual({
    text: `      {{- with .Values.global.https_node_port | default .Values.global.https_port | int }}
      {{- if and (ge . 30000) (le . 32767) }}
      nodePort: {{ . }}
      {{- end }}
      {{- end }}
`,
  })
})

test('bundled storage classes are rendered where a value asks for them', () => {
  const { edit } = overlay('bundled-storage-classes')
  const classes = 'provisioner: microk8s.io/hostpath\n---\nprovisioner: driver.longhorn.io'
  expect(edit(classes)).toEqual({
    text: `{{- if .Values.global.bundled_storage_classes }}\n${classes}\n{{- end }}\n`,
  })
  expect(edit('provisioner: driver.longhorn.io')).toEqual({
    mismatch: 'expected "provisioner: microk8s.io/hostpath"',
  })
})

test('shared volumes are in a file system where a value has their handle', () => {
  const { edit } = overlay('shared-volumes')
  const upstream = '  hostPath:\n    path: /data\n    type: DirectoryOrCreate\n'
  expect(edit(upstream)).toEqual({
    text: `{{- $handle := index $global (printf "shared_volume_%s" ($volume.name | replace "-" "_")) }}
{{- if $handle }}
  csi:
    driver: efs.csi.aws.com
    volumeHandle: {{ $handle | quote }}
{{- else }}
  hostPath:
    path: /data
    type: DirectoryOrCreate
{{- end }}
`,
  })
  expect(edit('    type: DirectoryOrCreate\n')).toEqual({
    mismatch: 'expected "  hostPath:" once, found it 0 times',
  })
})

test('every overlay has a name of its own and says why it is there', () => {
  expect(new Set(EKS_OVERLAYS.map(({ name }) => name)).size).toBe(EKS_OVERLAYS.length)
  expect(EKS_OVERLAYS.every(({ reason }) => reason.endsWith('.'))).toBe(true)
})
