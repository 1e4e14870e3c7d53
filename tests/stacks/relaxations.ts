import type { AwsSettings } from '../../stacks/settings/settings.ts'

/** What an environment may give up: a control that its settings can relax. All others hold everywhere. */
export interface Relaxation {
  /** Number of the control. */
  readonly control: number
  /** Settings that relax it. */
  readonly settings: readonly string[]
  /** Whether an environment's settings do. */
  readonly relaxed: (settings: AwsSettings) => boolean
}

/** Nodes and databases span three zones only in a network of ours that has them. */
const fewZones = ({ network }: AwsSettings): boolean =>
  network.existing !== undefined || network.availabilityZones.length < 3

const zoneSettings = ['network.zones', 'network.availabilityZones', 'network.existing']

/** Controls that prod keeps and settings may give up elsewhere, for money or to be easily destroyed. */
export const RELAXATIONS: readonly Relaxation[] = [
  { control: 17, settings: ['network.flowLogs'], relaxed: ({ network }) => !network.flowLogs },
  { control: 18, settings: zoneSettings, relaxed: fewZones },
  {
    control: 25,
    settings: ['network.nat', 'network.existing'],
    relaxed: ({ network }) => network.nat !== 'per-zone',
  },
  {
    control: 26,
    settings: ['network.endpoints', 'network.existing'],
    relaxed: ({ network }) => network.endpoints !== 'cluster' || network.existing !== undefined,
  },
  { control: 30, settings: ['protect'], relaxed: ({ protect }) => !protect },
  {
    control: 31,
    settings: ['keys.perInstitution'],
    relaxed: ({ keys }) => !keys.perInstitution,
  },
  {
    control: 41,
    settings: ['storage.auditLockDays'],
    relaxed: ({ storage }) => storage.auditLockDays === 0,
  },
  {
    control: 45,
    settings: ['storage.replicaRegion'],
    relaxed: ({ storage }) => storage.replicaRegion === undefined,
  },
  {
    control: 46,
    settings: ['protect', 'storage.destroyWithContent'],
    relaxed: ({ protect, storage }) => !protect || storage.destroyWithContent,
  },
  { control: 49, settings: ['database.multiAz'], relaxed: ({ database }) => !database.multiAz },
  {
    control: 50,
    settings: ['database.backupDays'],
    relaxed: ({ database }) => database.backupDays < 35,
  },
  {
    control: 51,
    settings: ['database.deletionProtection'],
    relaxed: ({ database }) => !database.deletionProtection,
  },
  { control: 61, settings: ['protect'], relaxed: ({ protect }) => !protect },
  {
    control: 74,
    settings: ['logs.retentionDays'],
    relaxed: ({ logs }) => logs.retentionDays < 365,
  },
  {
    control: 76,
    settings: ['cluster.creatorAdmin'],
    relaxed: ({ cluster }) => cluster.creatorAdmin,
  },
  {
    control: 82,
    settings: ['cluster.nodeGroups.<name>.min', 'cluster.deletionProtection', ...zoneSettings],
    relaxed: (settings) =>
      fewZones(settings) ||
      !settings.cluster.deletionProtection ||
      Object.values(settings.cluster.nodeGroups).some(({ min }) => min > 0 && min < 3),
  },
  {
    control: 95,
    settings: ['service.replicas.min', 'tracking.replicas'],
    relaxed: ({ service, tracking }) =>
      service.replicas.min < 3 || (tracking.enabled && tracking.replicas < 3),
  },
]

/** Whether an environment's settings give a control up. */
export function mayGiveUp(control: number, settings: AwsSettings): boolean {
  return RELAXATIONS.some((one) => one.control === control && one.relaxed(settings))
}
