import * as aws from '@pulumi/aws'
import * as pulumi from '@pulumi/pulumi'

const how = new pulumi.Config().require('how')
if (how === 'thrown') throw new Error('no such tier: outer')
if (how === 'logged') pulumi.log.error('two settings are missing')
if (how === 'exit') process.exit(7)
if (how === 'twice') for (const _ of [1, 2]) new aws.sqs.Queue('same')
