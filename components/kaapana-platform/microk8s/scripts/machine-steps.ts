import { MICROK8S } from '../../../versions.ts'
import { STORAGE_NODE } from '../../values/index.ts'
import type { MachinePaths } from '../machine-paths.ts'
import type { Step } from './script.ts'

/** Name of the machine and of its node, whatever its address: volumes and jobs name the node. */
export const NODE_NAME = 'kaapana'

/** Label of the file system on the data volume. */
const LABEL = 'kaapana'

/**
 * Mounts the data volume. It is found by its id, since the order of devices is not stable, and
 * formatted if it is blank: with XFS, whose root is empty, where ext4's lost+found would look to
 * Kaapana like data of an unknown version. `mkfs.xfs` itself refuses a volume that holds anything.
 */
export const dataVolumeStep = ({ data, devices, fstab }: MachinePaths): Step => ({
  name: 'data-volume',
  body: `
  local device="${devices}/nvme-Amazon_Elastic_Block_Store_\${VOLUME_ID//-/}" kind
  udevadm wait --timeout=600 "$device" || fail "the volume $VOLUME_ID was not attached within 10 minutes"
  kind=$(blkid --probe --match-tag TYPE --output value "$device" || (($? == 2)))
  [[ -n "$kind" ]] || mkfs.xfs -L ${LABEL} "$device"
  [[ "\${kind:-xfs}" == xfs ]] || fail "the volume $VOLUME_ID holds a file system of kind $kind, not xfs"
  mkdir --parents ${data}
  if ! grep --quiet '^LABEL=${LABEL} ' ${fstab}; then
    echo 'LABEL=${LABEL} ${data} xfs noatime,nofail,x-systemd.device-timeout=10min 0 0' >>${fstab}
    systemctl daemon-reload
  fi
  mountpoint --quiet ${data} || mount ${data}
  xfs_growfs ${data} >/dev/null
`,
})

/** Puts kernel settings into force that a file of cloud-init holds, for OpenSearch and for watchers. */
export const kernelStep: Step = { name: 'kernel', body: '  sysctl --system >/dev/null\n' }

/**
 * Installs MicroK8s as kaapanactl.sh does, and holds the revision: a patch would restart everything
 * at a time of snapd's choice. A service's arguments are written before addons are enabled, because
 * a changed argument restarts it.
 */
export const microk8sStep = ({ microk8sArgs, resolvers }: MachinePaths): Step => ({
  name: 'microk8s',
  body: `
  local changed=no resolvers
  argument() {
    ! grep --quiet --line-regexp --fixed-strings -- "$2=$3" "${microk8sArgs}/$1" || return 0
    sed --in-place "/^$2=/d" "${microk8sArgs}/$1"
    echo "$2=$3" >>"${microk8sArgs}/$1"
    changed=yes
  }
  snap list microk8s || snap install microk8s --classic --channel=${MICROK8S.channel}
  snap refresh --hold microk8s aws-cli
  microk8s status --wait-ready --timeout=900 >/dev/null || fail 'MicroK8s did not start within 15 minutes'
  argument kube-apiserver --service-node-port-range 80-32000
  argument kube-apiserver --runtime-config admissionregistration.k8s.io/v1beta1=true
  argument kube-controller-manager --terminated-pod-gc-threshold 200
  if [[ "$changed" == yes ]]; then
    microk8s stop
    microk8s start
    microk8s status --wait-ready --timeout=900 >/dev/null || fail 'MicroK8s did not start with our arguments'
  fi
  resolvers=$(awk '$1 == "nameserver" { printf "%s%s", comma, $2; comma = "," }' ${resolvers})
  addon() { [[ "$(microk8s status --addon "$1")" == enabled ]] || microk8s enable "$1\${2:-}"; }
  addon rbac
  addon dns ":$resolvers"
  addon hostpath-storage
`,
})

/** Waits until the cluster takes work, and prepares what Kaapana expects of the node. */
export const clusterStep = ({ kubeconfig }: MachinePaths): Step => ({
  name: 'cluster',
  body: `
  node_ready() { k wait node ${NODE_NAME} --for=condition=Ready --timeout=1s; }
  wait_for 600 'a ready node' node_ready
  wait_for 300 'the storage class of MicroK8s' k get storageclass microk8s-hostpath
  local deployment
  for deployment in coredns hostpath-provisioner; do
    k --namespace kube-system rollout status "deployment/$deployment" --timeout=600s ||
      fail "$deployment of MicroK8s does not start"
  done
  k label node ${NODE_NAME} kaapana.io/node=${STORAGE_NODE} --overwrite
  # Kaapana's development kit makes it itself.
  k --namespace kube-public delete configmap local-registry-hosting --ignore-not-found
  mkdir --parents "$(dirname ${kubeconfig})"
  microk8s config >${kubeconfig}
`,
})

/**
 * Driver and operator of NVIDIA, where there is a GPU: the driver is the host's, as kaapanactl.sh
 * wants it, and the operator writes into MicroK8s' containerd configuration.
 */
export const gpuStep: Step = {
  name: 'gpu',
  body: `
  [[ "$GPU" == true ]] || return 0
  if ! nvidia-smi; then
    export DEBIAN_FRONTEND=noninteractive
    apt-get install --yes ubuntu-drivers-common
    ubuntu-drivers install --gpgpu nvidia:${MICROK8S.gpuDriver}-server
    apt-get install --yes nvidia-utils-${MICROK8S.gpuDriver}-server
    modprobe nvidia
    nvidia-smi || fail 'the driver of NVIDIA does not see a GPU'
  fi
  [[ "$(microk8s status --addon nvidia)" == enabled ]] ||
    microk8s enable nvidia --gpu-operator-driver host --gpu-operator-version ${MICROK8S.gpuOperator} \\
      --gpu-operator-set 'toolkit.env[3].name=RUNTIME_CONFIG_SOURCE' \\
      --gpu-operator-set 'toolkit.env[3].value=file=/var/snap/microk8s/current/args/containerd.toml'
`,
}
