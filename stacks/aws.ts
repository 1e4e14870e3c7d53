import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type * as pulumi from '@pulumi/pulumi'
import { bundleFhirIntake } from '../images/fhir-intake/bundle.ts'
import { makeCluster } from './aws/cluster.ts'
import { makeDatabase } from './aws/database.ts'
import { makeFederation } from './aws/federation.ts'
import { makeFoundation } from './aws/foundation.ts'
import { makeImages } from './aws/images.ts'
import { makeIntakes } from './aws/intake.ts'
import { kaapanaOutputs, makeKaapana } from './aws/kaapana.ts'
import { makeMl } from './aws/ml.ts'
import { makeMonitoring } from './aws/monitoring.ts'
import { makeNetwork } from './aws/network.ts'
import { edgeOutputs, makeEdge, makeService } from './aws/service.ts'
import { makeStorage } from './aws/storage.ts'
import { makeTaskAccess } from './aws/task-access.ts'
import { signInOf, toolBackends, toolHosts } from './aws/tool-access.ts'
import type { AwsSettings } from './settings/settings.ts'

/** Composes an environment on AWS; returns the stack's outputs. */
export async function composeAws(settings: AwsSettings): Promise<pulumi.Inputs> {
  // A process of its own bundles while the rest is composed here.
  const bundling = settings.fhirIntake.enabled
    ? bundleFhirIntake(join(tmpdir(), 'dataspace-fhir-intake'))
    : undefined
  const foundation = makeFoundation(settings)
  const place = makeNetwork(foundation)
  const lake = makeStorage(foundation)
  const images = makeImages(foundation)
  const cluster = makeCluster(foundation, place)
  const database = makeDatabase(foundation, place, cluster)
  const signIn = signInOf(foundation)
  const monitoring = makeMonitoring(foundation, { place, cluster, signIn })
  const { tracking, pipelines } = makeMl(foundation, {
    place,
    cluster,
    database,
    images,
    lake,
    signIn,
  })
  const service = makeService(foundation, {
    ...{ place, cluster, database, images },
    ...{ monitoring, tracking, signIn, hostNames: toolHosts(settings) },
  })
  makeFederation(foundation, { place, cluster, lake, image: images.service })
  if (pipelines !== undefined) makeTaskAccess(foundation, { cluster, database, service, pipelines })
  const shown = { place, cluster, signIn, tracking, pipelines, monitoring }
  const tools = toolBackends(foundation, shown)
  const edge = makeEdge(foundation, { place, cluster, lake, service, tools })
  const kaapana = makeKaapana(foundation, place)
  if (bundling !== undefined) makeIntakes(foundation, { lake, service, code: await bundling })
  const { network, natPublicIps, links } = place
  return {
    environment: settings.environment,
    region: settings.region,
    network: {
      vpcId: network.vpcId,
      cidrBlock: network.cidrBlock,
      publicSubnetIds: network.publicSubnetIds,
      privateSubnetIds: network.privateSubnetIds,
      isolatedSubnetIds: network.isolatedSubnetIds,
    },
    ...(natPublicIps !== undefined && { natPublicIps }),
    ...(links !== undefined && { links }),
    cluster: {
      clusterName: cluster.cluster.clusterName,
      arn: cluster.cluster.arn,
      endpoint: cluster.cluster.endpoint,
      certificateAuthority: cluster.cluster.certificateAuthority,
      securityGroupId: cluster.cluster.securityGroupId,
    },
    kubeconfig: cluster.cluster.kubeconfig,
    database: {
      host: database.host,
      port: database.port,
      databaseName: database.databaseName,
      secretArn: database.secretArn,
      securityGroupId: database.securityGroupId,
    },
    institutionBuckets: lake.institutionBucketNames,
    dvcRemote: lake.dvcRemote,
    artifactRoot: lake.artifactRoot,
    auditBucket: lake.auditBucketName,
    repositories: images.registry.repositoryUrls,
    serviceImage: images.service.reference,
    serviceUrl: service.url,
    serviceSecrets: service.secretArns,
    ...(tracking !== undefined && { trackingUrl: tracking.url }),
    ...(pipelines !== undefined && { pipelinesUrl: pipelines.url }),
    ...(monitoring !== undefined && { grafanaUrl: monitoring.grafanaUrl }),
    ...edgeOutputs(edge),
    ...kaapanaOutputs(kaapana),
  }
}
