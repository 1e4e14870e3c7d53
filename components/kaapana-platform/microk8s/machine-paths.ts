/** Places on the machine. A test gives another root, and runs the scripts themselves there. */
export interface MachinePaths {
  /** What the scripts are told: {@link machineSettings}. */
  readonly settings: string
  /** Folder of the scripts. */
  readonly scripts: string
  /** What ends with the boot: credentials, answers of AWS. In memory, for root alone. */
  readonly run: string
  /** What outlives a boot: how far the installation is. */
  readonly state: string
  /** All output of the installation. */
  readonly log: string
  /** Kaapana's data folder: where the data volume is mounted. */
  readonly data: string
  /** Folder in which the data volume appears under its id. */
  readonly devices: string
  readonly fstab: string
  /** Arguments of MicroK8s' services. */
  readonly microk8sArgs: string
  readonly kubeconfig: string
  /** Name servers of the network, as systemd knows them. */
  readonly resolvers: string
}

/** Paths below a root. */
export const machinePaths = (root = ''): MachinePaths => ({
  settings: `${root}/etc/kaapana/settings`,
  scripts: `${root}/usr/local/sbin`,
  run: `${root}/run/kaapana`,
  state: `${root}/var/lib/kaapana`,
  log: `${root}/var/log/kaapana-install.log`,
  data: `${root}/home/kaapana`,
  devices: `${root}/dev/disk/by-id`,
  fstab: `${root}/etc/fstab`,
  microk8sArgs: `${root}/var/snap/microk8s/current/args`,
  kubeconfig: `${root}/root/.kube/config`,
  resolvers: `${root}/run/systemd/resolve/resolv.conf`,
})
