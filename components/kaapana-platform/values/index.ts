export {
  CREDENTIAL_KEYS,
  credentialValues,
  type KaapanaCredentials,
} from './credential-values.ts'
export { eksInternalCidrs, microk8sInternalCidrs } from './internal-cidrs.ts'
export {
  type KaapanaValue,
  type KaapanaValueContent,
  type KaapanaValues,
  type KaapanaValuesDocument,
  valuesDocument,
} from './kaapana-values.ts'
export { type MemoryBudget, type MemoryBudgets, memoryBudgets } from './memory-budget.ts'
export { KAAPANA_NAMESPACES, KAAPANA_RELEASE } from './namespaces.ts'
export {
  INSTALL_ORDER,
  type KaapanaStep,
  UNDEPLOY_ORDER,
  UNINSTALL_SECONDS,
  undeployOrder,
} from './order.ts'
export {
  KAAPANA_DATA_FOLDER,
  type KaapanaValuesInput,
  planKaapanaValues,
  STORAGE_NODE,
} from './plan-kaapana-values.ts'
export { KAAPANA_PORTS, NODE_PORTS } from './ports.ts'
export { type StorageClassNames, storageClassNames } from './storage-class-names.ts'
