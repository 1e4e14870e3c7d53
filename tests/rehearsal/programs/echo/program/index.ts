import * as pulumi from '@pulumi/pulumi'

const own = new pulumi.Config()

export const greeting = own.require('greeting')
export const count = own.requireNumber('count')
export const open = own.requireBoolean('open')
export const list = own.requireObject<string[]>('list')
export const text = new pulumi.Config('other').require('text')
export const region = new pulumi.Config('aws').require('region')
export const key = own.requireSecret('key')
export const inSentence = own.requireSecret('key').apply((value) => value.length)
export const folder = process.cwd().split('/').at(-1)
export const stack = pulumi.getStack()
