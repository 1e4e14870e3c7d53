import * as k8s from '@pulumi/kubernetes'
import * as pulumi from '@pulumi/pulumi'
import { KaapanaRuntime } from '../kaapana-platform-args.ts'
import { credentialValues } from '../values/credential-values.ts'
import { eksInternalCidrs } from '../values/internal-cidrs.ts'
import { type KaapanaValue, typed, valuesDocument } from '../values/kaapana-values.ts'
import { KAAPANA_NAMESPACES, KAAPANA_RELEASE } from '../values/namespaces.ts'
import { planKaapanaValues, STORAGE_NODE } from '../values/plan-kaapana-values.ts'
import { type EksSite, slowVolumeGib } from './eks-site.ts'

/** Seconds for each phase of an installation or removal; pulling images takes most of it. */
const SECONDS = 3600

/** The release, and what it is made of but for credentials: another one replaces it. */
export interface InstalledPlatform {
  readonly release: k8s.helm.v3.Release
  readonly identity: pulumi.Output<string>
}

/**
 * Installs the platform's chart. Upstream supports no `helm upgrade`: jobs with fixed names are there
 * already, and names and secrets are drawn anew with each rendering. So whatever changes, the release
 * is removed first and installed again; the chart's hook `dataspace-undeploy` takes with it what
 * kube-helm installed, and claims and their disks stay (docs/decisions/0032).
 */
export function installPlatform(
  site: EksSite,
  needs: { values: readonly KaapanaValue[]; after: readonly pulumi.Resource[] },
): InstalledPlatform {
  const { args, name, child, secrets } = site
  const values = [...platformValues(site), ...needs.values]
  const { chartReference: chart, chartVersion: version } = args.release
  const release = new k8s.helm.v3.Release(
    name,
    {
      name: KAAPANA_RELEASE,
      namespace: KAAPANA_NAMESPACES.release,
      chart,
      version,
      values: valuesDocument(values, credentials(site)),
      // What a failed installation leaves would be upgraded in place by the next attempt.
      atomic: true,
      timeout: SECONDS,
      maxHistory: 1,
    },
    {
      ...child,
      dependsOn: [...needs.after, secrets.ready],
      deleteBeforeReplace: true,
      replaceOnChanges: ['*'],
      customTimeouts: { create: '3h', delete: '2h' },
    },
  )
  const identity = pulumi.jsonStringify([chart, version, valuesDocument(values)])
  return { release, identity }
}

function platformValues({ args, place, storage, keepData }: EksSite): readonly KaapanaValue[] {
  const values = planKaapanaValues({
    runtime: KaapanaRuntime.Eks,
    storage,
    hostName: args.hostName,
    registry: args.release.registry,
    nodeMemoryGib: place.nodeMemoryGib,
    gpu: args.gpu ?? false,
    internalCidrs: eksInternalCidrs(args.network.cidrBlock, place.serviceCidr),
    // The charts as packaged for EKS select the storage node by its label instead.
    mainNodeName: STORAGE_NODE,
    slowVolumeGib: slowVolumeGib(args),
  })
  return [...values, typed('dataspace.keepData', keepData)]
}

/** Nodes pull from ECR with their own role, which kubelet tries after an empty pull secret. */
const credentials = ({ secrets }: EksSite) =>
  credentialValues({ ...secrets.values, registryUser: '', registryPassword: '' })
