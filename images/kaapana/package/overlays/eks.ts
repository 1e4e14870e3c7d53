import { editLines, guardFile } from './edit-lines.ts'
import { nodePortLines } from './node-port.ts'
import type { Overlay } from './overlay.ts'
import { READY_HOOK } from './ready-hook.ts'
import { sharedVolumes } from './shared-volumes.ts'
import { UNDEPLOY_HOOK } from './undeploy-hook.ts'

const NODE_PORT_RANGE =
  "EKS gives its API server the range 30000-32767 for node ports, and it cannot be changed: a Service that asks for another is refused, and the install with it. The port becomes that of a value of its own, that of upstream's value where it is in range, or one that the cluster picks"

const MAIN_NODE =
  'The host name of a node ends with the node, and on EKS nobody knows it beforehand. The storage node is selected by its label instead, as all others select it'

/** Where upstream names the node that has the folders of the workflows. */
const MAIN_NODE_OVERLAYS: readonly Overlay[] = [
  {
    name: 'dag-installer-job-node',
    chart: 'dag-installer-chart',
    file: 'templates/job.yaml',
    optional: false,
  },
  {
    name: 'dag-installer-hook-node',
    chart: 'dag-installer-chart',
    file: 'templates/delete_hook.yaml',
    optional: false,
  },
  {
    name: 'minio-sync-node',
    chart: 'minio-sync-chart',
    file: 'templates/deployment.yaml',
    optional: true,
  },
].map((where) => ({
  ...where,
  reason: `${MAIN_NODE}.`,
  edit: editLines({
    line: '        kubernetes.io/hostname: {{ .Values.global.main_node_name }}',
    times: 1,
    becomes: ['        kaapana.io/node: {{ .Values.global.storage_node }}'],
  }),
}))

/**
 * What Kaapana's charts assume of MicroK8s, EKS does not have, and no Helm value answers. Assumptions
 * that values, node labels or user data answer are left alone: a change that is not there cannot
 * fail to apply.
 */
export const EKS_OVERLAYS: readonly Overlay[] = [
  {
    name: 'oauth2-proxy-node-port',
    reason: `Node port 443 of the entrance. ${NODE_PORT_RANGE}.`,
    chart: 'oAuth2-proxy-chart',
    file: 'templates/service.yaml',
    optional: false,
    edit: editLines({
      line: '      nodePort: {{ .Values.global.https_port }}',
      times: 1,
      becomes: nodePortLines('https', 6),
    }),
  },
  {
    name: 'traefik-http-node-port',
    reason: `Node port 80 of the redirect to HTTPS. ${NODE_PORT_RANGE}.`,
    chart: 'traefik-chart',
    file: 'templates/service.yaml',
    optional: false,
    edit: editLines({
      line: '      nodePort: {{ .Values.global.http_port }}',
      times: 1,
      becomes: nodePortLines('http', 6),
    }),
  },
  {
    name: 'ctp-dicom-node-port',
    reason: `Node port 11112 of the DICOM receiver. ${NODE_PORT_RANGE}.`,
    chart: 'ctp-chart',
    file: 'templates/service.yaml',
    optional: false,
    edit: editLines({
      line: '    nodePort: {{ .Values.global.dicom_port }}',
      times: 1,
      becomes: nodePortLines('dicom', 4),
    }),
  },
  {
    name: 'mitk-workbench-node-port',
    reason:
      'Node port 22223 of the MITK workbench, where its user chooses NodePort in place of the web interface: out of the range that EKS allows. It becomes 32223.',
    chart: 'mitk-workbench-chart',
    file: 'values.yaml',
    optional: true,
    edit: editLines({
      line: '  nodePortMITKWorkbench: 22223',
      times: 1,
      becomes: ['  nodePortMITKWorkbench: 32223'],
    }),
  },
  {
    name: 'admission-policy-v1',
    reason:
      'ValidatingAdmissionPolicy v1beta1 is off by default everywhere and gone with Kubernetes 1.34; v1 is there since 1.30. Without this, dev_mode=false cannot be installed.',
    chart: 'kaapana-admin-chart',
    file: 'templates/validation_admission_policy.yaml',
    optional: false,
    edit: editLines({
      line: 'apiVersion: admissionregistration.k8s.io/v1beta1',
      times: 2,
      becomes: ['apiVersion: admissionregistration.k8s.io/v1'],
      settled: { when: /^(?![\s\S]*v1beta1)[\s\S]*k8s\.io\/v1$/m, because: 'it is v1' },
    }),
  },
  {
    name: 'bundled-storage-classes',
    reason:
      "The StorageClasses for MicroK8s' hostpath and Longhorn provisioners have none on EKS and take names that an EBS class may want. They are rendered where global.bundled_storage_classes is true.",
    chart: 'kaapana-admin-chart',
    file: 'templates/storageClasses.yaml',
    optional: true,
    edit: guardFile({
      condition: '.Values.global.bundled_storage_classes',
      expects: ['provisioner: microk8s.io/hostpath', 'provisioner: driver.longhorn.io'],
    }),
  },
  {
    name: 'node-exporter-data-folders',
    reason:
      "The node exporter runs on every node and asks for the data folders there: on nodes other than the storage node it would never start. Missing folders are made, on the node's own disk.",
    chart: 'node-exporter-chart',
    file: 'templates/deployment.yaml',
    optional: true,
    edit: editLines({
      line: '          type: Directory',
      times: 2,
      becomes: ['          type: DirectoryOrCreate'],
      settled: { when: /^(?![\s\S]*_data_dir)/, because: 'it mounts no data folders' },
    }),
  },
  {
    name: 'workflow-api-node',
    reason:
      'The workflow API mounts the folder of DAGs, which is on the storage node, and says of no node where to run. It gets the selector that its neighbours have.',
    chart: 'workflow-api',
    file: 'templates/deployment.yaml',
    optional: true,
    edit: editLines({
      line: '    spec:',
      times: 1,
      becomes: ['    spec:', '{{- include "kaapana.nodeSelector" . | indent 6 }}'],
      settled: { when: /kaapana\.nodeSelector/, because: 'it has the selector' },
    }),
  },
  {
    name: 'shared-volumes',
    reason:
      "DAGs, plugins and logs of Airflow are folders on the storage node's disk, gone with the node, and no Helm value names another place. With global.shared_volume_af_plugins, _dags and _af_logs they are in a file system of EFS.",
    chart: 'kaapana-library-chart',
    file: 'templates/_dynamicSharedVolumes.tpl',
    optional: false,
    edit: sharedVolumes,
  },
  ...MAIN_NODE_OVERLAYS,
  {
    name: 'ready-hook',
    reason:
      'Helm is done when the part of Kaapana runs that installs the rest, half an hour before Kaapana is ready or has failed. A hook waits, and fails the installation with what is not well.',
    chart: 'kaapana-admin-chart',
    file: 'templates/dataspace-ready.yaml',
    optional: false,
    adds: true,
    edit: () => ({ text: READY_HOOK }),
  },
  {
    name: 'undeploy-hook',
    reason:
      "Helm removes the platform's own release alone: what kube-helm installed would stay, in namespaces that nobody could empty. A hook uninstalls it first, in the order that upstream's script has. Claims stay unless dataspace.keepData is false.",
    chart: 'kaapana-admin-chart',
    file: 'templates/dataspace-undeploy.yaml',
    optional: false,
    adds: true,
    edit: () => ({ text: UNDEPLOY_HOOK }),
  },
]
