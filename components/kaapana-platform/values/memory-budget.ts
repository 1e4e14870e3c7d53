/** Memory of the three services that need most, MiB, as texts, which the charts want. */
export interface MemoryBudget {
  readonly limit: string
  readonly request: string
}

/** Budgets of PACS, Airflow and OpenSearch. */
export interface MemoryBudgets {
  readonly pacs: MemoryBudget
  readonly airflow: MemoryBudget
  readonly opensearch: MemoryBudget
}

/** Per cent of a node's memory that the three share; the rest is for workflows and other services. */
const SHARED = 70
const SHARES = { pacs: 30, airflow: 50, opensearch: 20 }

/**
 * Budgets as kaapanactl.sh calculates them, in whole MiB: limits are shares of 70 % of the node's
 * memory, requests a third of the limits.
 */
export function memoryBudgets(nodeMemoryGib: number): MemoryBudgets {
  const shared = Math.floor((Math.floor(nodeMemoryGib * 1024) * SHARED) / 100)
  const budget = (percent: number): MemoryBudget => {
    const limit = Math.floor((shared * percent) / 100)
    return { limit: `${limit}`, request: `${Math.floor(limit / 3)}` }
  }
  return {
    pacs: budget(SHARES.pacs),
    airflow: budget(SHARES.airflow),
    opensearch: budget(SHARES.opensearch),
  }
}
