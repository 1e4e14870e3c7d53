import { KAAPANA_NAMESPACES } from '../../values/index.ts'
import type { MachinePaths } from '../machine-paths.ts'
import type { Step } from './script.ts'

/** Where the data volume keeps which of its folders belongs to which claim. */
export const volumeMap = ({ data }: MachinePaths): string => `${data}/.dataspace/volumes.json`

/**
 * Volumes of Kaapana's claims, as a new cluster can take them: without what the old one had counted,
 * and kept when a claim goes.
 */
const PORTABLE = `[.items[]
  | select(.status.phase == "Bound")
  | select(.spec.storageClassName | test("^kaapana-hostpath-(fast|slow)-data-dir$"))
  | {apiVersion: "v1", kind: "PersistentVolume",
     metadata: {name: .metadata.name, annotations: {"pv.kubernetes.io/provisioned-by": "microk8s.io/hostpath"}},
     spec: (.spec | .persistentVolumeReclaimPolicy = "Retain"
       | .claimRef = {apiVersion: "v1", kind: "PersistentVolumeClaim",
                      namespace: .claimRef.namespace, name: .claimRef.name})}]`

/**
 * Function that writes down which folder belongs to which claim, and has the cluster keep folders when
 * claims go. The names of the folders are random: a new instance could not tell otherwise.
 */
export const saveVolumes = (paths: MachinePaths): string => `
save_volumes() {
  local pv
  k get persistentvolumes --output json >${paths.run}/volumes.json
  jq '${PORTABLE}' ${paths.run}/volumes.json >${paths.run}/portable.json
  [[ "$(jq length ${paths.run}/portable.json)" != 0 ]] || return 0
  mkdir --parents "$(dirname ${volumeMap(paths)})"
  cp ${paths.run}/portable.json ${volumeMap(paths)}.new
  mv ${volumeMap(paths)}.new ${volumeMap(paths)}
  [[ "$KEEP_DATA" == true ]] || return 0
  for pv in $(jq --raw-output '.items[]
    | select(.spec.storageClassName | startswith("kaapana-hostpath-"))
    | select(.spec.persistentVolumeReclaimPolicy == "Delete") | .metadata.name' ${paths.run}/volumes.json); do
    k patch persistentvolume "$pv" --patch '{"spec": {"persistentVolumeReclaimPolicy": "Retain"}}'
  done
}
`

/**
 * Gives a new cluster the volumes of the old one. Each names its claim, so that the claim Kaapana makes
 * gets the folder it had.
 * https://kubernetes.io/docs/concepts/storage/persistent-volumes/#reserving-a-persistentvolume
 */
export const volumesStep = (paths: MachinePaths): Step => ({
  name: 'volumes',
  body: `
  [[ -s ${volumeMap(paths)} ]] || return 0
  k get persistentvolumes --output json >${paths.run}/volumes.json
  jq --slurpfile now ${paths.run}/volumes.json \\
    '[$now[0].items[].metadata.name] as $there | {apiVersion: "v1", kind: "List",
      items: map(select(.metadata.name as $name | $there | index($name) | not))}' \\
    ${volumeMap(paths)} >${paths.run}/missing.json
  [[ "$(jq '.items | length' ${paths.run}/missing.json)" == 0 ]] || k create --filename ${paths.run}/missing.json
`,
})

const CLAIM = 'tls-pv-claim'

/**
 * Puts the certificate where Kaapana's job looks for one before it makes its own: into the volume of
 * its claim, which is made here if it is not there yet.
 */
export const certificateStep = ({ run, data }: MachinePaths): Step => ({
  name: 'certificate',
  body: `
  [[ -n "$CERTIFICATE_ARN" ]] || return 0
  local folder
  aws secretsmanager get-secret-value --secret-id "$CERTIFICATE_ARN" --query SecretString \\
    --output text >${run}/certificate.json
  jq --exit-status '."tls.crt" and ."tls.key"' ${run}/certificate.json >/dev/null ||
    fail "the secret $CERTIFICATE_ARN does not hold tls.crt and tls.key"
  folder=$(k get persistentvolumes --output json | jq --raw-output '[.items[]
    | select(.spec.claimRef.namespace == "${KAAPANA_NAMESPACES.admin}" and .spec.claimRef.name == "${CLAIM}")
    | .spec.hostPath.path][0] // empty')
  if [[ -z "$folder" ]]; then
    folder=${data}/tls
    jq --null-input --arg path "$folder" '${VOLUME}' >${run}/certificate-volume.json
    k create --filename ${run}/certificate-volume.json
  fi
  mkdir --parents "$folder"
  jq --raw-output '."tls.crt"' ${run}/certificate.json >"$folder/tls.crt"
  jq --raw-output '."tls.key"' ${run}/certificate.json >"$folder/tls.key"
`,
})

const VOLUME = `{apiVersion: "v1", kind: "PersistentVolume",
      metadata: {name: "kaapana-tls", annotations: {"pv.kubernetes.io/provisioned-by": "microk8s.io/hostpath"}},
      spec: {storageClassName: "kaapana-hostpath-fast-data-dir", accessModes: ["ReadWriteOnce"],
        capacity: {storage: "10Gi"}, persistentVolumeReclaimPolicy: "Retain", hostPath: {path: $path},
        claimRef: {apiVersion: "v1", kind: "PersistentVolumeClaim",
          namespace: "${KAAPANA_NAMESPACES.admin}", name: "${CLAIM}"}}}`
