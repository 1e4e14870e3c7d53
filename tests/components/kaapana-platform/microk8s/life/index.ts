import * as pulumi from '@pulumi/pulumi'
import { ON_MICROK8S } from '../arguments.ts'
import { run } from '../recorded-kaapana.ts'

const config = new pulumi.Config()
const version = config.require('version')
const release = { ...ON_MICROK8S.release, version, chartVersion: version }

export const running = run({
  ...ON_MICROK8S,
  release,
  hostName: config.require('hostName'),
}).version
