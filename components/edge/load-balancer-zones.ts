/**
 * Hosted zones of Application Load Balancers by region: what an alias record has to name. A table,
 * since asking AWS would need credentials to plan.
 * https://docs.aws.amazon.com/general/latest/gr/elb.html
 */
export const LOAD_BALANCER_ZONES: Readonly<Record<string, string>> = {
  'eu-central-1': 'Z215JYRZR1TBD5',
  'eu-central-2': 'Z06391101F2ZOEP8P5EB3',
  'eu-north-1': 'Z23TAZ6LKFMNIO',
  'eu-south-1': 'Z3ULH7SSC9OV64',
  'eu-south-2': 'Z0956581394HF5D5LXGAP',
  'eu-west-1': 'Z32O12XQLNTSW2',
  'eu-west-2': 'ZHURV8PSTC4K8',
  'eu-west-3': 'Z3Q77PNBQS71R4',
}
