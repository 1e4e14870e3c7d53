import * as pulumi from '@pulumi/pulumi'
import { clusterProvider } from '../../../../../components/cluster/cluster-provider.ts'
import { KaapanaPlatform } from '../../../../../components/kaapana-platform/index.ts'
import { CLUSTER, ON_EKS } from '../../arguments.ts'

const version = new pulumi.Config().require('version')
const release = { ...ON_EKS.release, version, chartVersion: version }
const provider = clusterProvider('kaapana', CLUSTER)

new KaapanaPlatform('kaapana', { ...ON_EKS, release }, { providers: [provider] })
