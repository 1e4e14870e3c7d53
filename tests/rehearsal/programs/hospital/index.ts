import * as pulumi from '@pulumi/pulumi'
import * as random from '@pulumi/random'
import { Compute } from './compute.ts'
import { Data } from './data.ts'
import { Network } from './network.ts'
import { Workload } from './workload.ts'

const config = new pulumi.Config()
const zones = ['a', 'b', 'c'].slice(0, config.requireNumber('zones'))
const protect = config.requireBoolean('protect')
const password = new random.RandomPassword('admin', { length: 24 })

const network = new Network('net', zones)
const compute = new Compute('main', {
  network,
  apiCidrs: config.requireObject<string[]>('apiCidrs'),
  nodes: zones.length,
})
const data = new Data('data', { network, compute, protect })
new Workload('readmission', { compute, data, password: password.result })

export const clusterName = compute.clusterName
export const adminPassword = password.result
export const token = config.getSecret('token')
