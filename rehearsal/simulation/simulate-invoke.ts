import type { Properties } from '../engine/wire.ts'

/**
 * Answers the provider functions whose answer shows nothing of an account: region, partition, caller, and the text of a
 * secret.
 *
 * @throws Error for any other function: a plan must not invent what only the account knows.
 */
export function simulateInvoke(token: string, args: Properties, region: string): Properties {
  switch (token) {
    case 'aws:index/getRegion:getRegion':
      return { id: region, region, name: region, endpoint: `ec2.${region}.amazonaws.com`, ...args }
    case 'aws:index/getPartition:getPartition':
      return { id: 'aws', partition: 'aws', dnsSuffix: 'amazonaws.com' }
    case 'aws:index/getCallerIdentity:getCallerIdentity':
      return {
        id: '123456789012',
        accountId: '123456789012',
        arn: 'arn:aws:iam::123456789012:role/simulated',
        userId: 'AROASIM',
      }
    // Its text is a secret, so no plan shows it.
    case 'aws:secretsmanager/getSecretVersion:getSecretVersion':
      return { id: 'simulated', arn: 'simulated', secretString: 'simulated secret', ...args }
    default:
      throw new Error(
        `The program calls ${token}, which needs credentials and a real account. Give the value in ` +
          'the settings, so that the function is not called.',
      )
  }
}
