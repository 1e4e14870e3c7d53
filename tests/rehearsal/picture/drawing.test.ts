import { beforeAll, describe, expect, it } from 'vitest'
import { environmentSvg } from '../../../rehearsal/picture/drawing.ts'
import { makePlan, type Plan } from '../../../rehearsal/plan/plan.ts'
import { runProgram } from '../../../rehearsal/plan/run-program.ts'
import { planned, planOf } from '../plan/planned.ts'

const ROOT = `${import.meta.dirname}/../../..`

interface Box {
  readonly x: number
  readonly y: number
  readonly right: number
  readonly bottom: number
}

/** The cards: groups with a title, which begin with their outline. */
function cardsOf(svg: string): Box[] {
  const outline =
    /<g><title>[^<]*<\/title>\n<rect x="(.+?)" y="(.+?)" width="(.+?)" height="(.+?)"/g
  return [...svg.matchAll(outline)].map((found) => {
    const [x = 0, y = 0, width = 0, height = 0] = found.slice(1).map(Number)
    return { x, y, right: x + width, bottom: y + height }
  })
}

const sizeOf = (svg: string): number[] =>
  (/viewBox="([^"]+)"/.exec(svg)?.[1] ?? '').split(' ').map(Number)

const overlap = (a: Box, b: Box): boolean =>
  a.x < b.right && b.x < a.right && a.y < b.bottom && b.y < a.bottom

async function drawn(environment: string): Promise<{ plan: Plan; svg: string }> {
  const plan = makePlan(await runProgram({ folder: ROOT, environment }))
  return { plan, svg: environmentSvg(plan) }
}

describe.each(['dev', 'prod'])('the picture of %s', (environment) => {
  let svg = ''
  beforeAll(async () => {
    svg = (await drawn(environment)).svg
  }, 60_000)

  it('fits a page: about 1300 wide, from square to twice as wide as high', () => {
    const [, , width = 0, height = 0] = sizeOf(svg)
    expect(width).toBe(1302)
    expect(width / height).toBeGreaterThan(1)
    expect(width / height).toBeLessThan(2)
  })

  it('has no text below 11 pixels', () => {
    const sizes = [...svg.matchAll(/font-size="([\d.]+)"/g)].map(([, size]) => Number(size))
    expect(sizes.length).toBeGreaterThan(50)
    expect(Math.min(...sizes)).toBeGreaterThanOrEqual(11)
  })

  it('has no card over another or outside the picture', () => {
    const cards = cardsOf(svg)
    const [, , width = 0, height = 0] = sizeOf(svg)
    expect(cards.length).toBeGreaterThan(8)
    for (const [index, card] of cards.entries()) {
      expect(card.x >= 0 && card.right <= width && card.bottom <= height).toBe(true)
      expect(cards.slice(index + 1).filter((other) => overlap(card, other))).toEqual([])
    }
  })

  it('groups by component, and shows the way of an upload and who reaches the database', () => {
    const texts = [
      '>DataLake lake<',
      '>Keys<',
      '>FhirIntake<',
      '>institution-ukhd<',
      '>Queue, new file<',
      '>Function, messages<',
      '>5432<',
      'out through NAT',
      'Institutions: dkfz, embl, ukhd (none by VPN)',
    ]
    for (const text of texts) expect(svg).toContain(text)
  })
})

it('shows what is copied to another region in a part of its own', async () => {
  const { svg } = await drawn('prod')
  expect(svg).toContain('>Region eu-west-1<')
  expect(svg).toContain('>replicates × 3, copies backups<')
}, 60_000)

describe('ways in', () => {
  const network = [
    planned('aws:ec2/vpc:Vpc', 'net', { inputs: { cidrBlock: '10.0.0.0/16' } }),
    planned('aws:ec2/subnet:Subnet', 'a', {
      id: 'subnet-a',
      inputs: { cidrBlock: '10.0.0.0/24', availabilityZone: 'eu-central-1a' },
    }),
  ]
  const cluster = planned('aws:eks/cluster:Cluster', 'main', {
    inputs: { vpcConfig: { subnetIds: ['subnet-a'], publicAccessCidrs: ['192.0.2.0/24'] } },
  })
  const vpn = (institution: string) =>
    planned('aws:ec2/vpnConnection:VpnConnection', institution, {
      inputs: { tags: { institution } },
    })

  it('are arrows from outside with who may come', () => {
    const svg = environmentSvg(planOf([...network, cluster]))
    expect(svg).toContain('Internet: 1 way in')
    expect(svg).toContain('>public endpoint of the Kubernetes API, from 192.0.2.0/24<')
    expect(svg).toMatch(/<path d="M[^"]+" fill="none" stroke="#c81e1e"/)
  })

  it('name the institutions that come by VPN', () => {
    const svg = environmentSvg(planOf([...network, cluster, vpn('ukhd'), vpn('dkfz')]))
    expect(svg).toContain('>Institutions: dkfz, ukhd (by VPN: dkfz, ukhd)<')
    expect(svg).toMatch(/>2 VPNs, from /)
    expect(svg).toMatch(/<path d="M[^"]+" fill="none" stroke="#1d4ed8"/)
  })

  it('are none when nothing is exposed', () => {
    const svg = environmentSvg(planOf(network))
    expect(svg).toContain('Internet: nothing is exposed to it')
    expect(svg).not.toContain('#c81e1e')
  })
})

describe('a card', () => {
  it('shows GPU nodes, shortened names and how many buckets there are of whom', () => {
    const own = { tags: { institution: 'ukhd', 'data-class': 'phi' } }
    const lake = planned('x:index:Lake', 'lake', { id: '' })
    const svg = environmentSvg(
      planOf([
        lake,
        planned('aws:s3/bucket:Bucket', 'lake-raw-bucket', { parent: lake.urn, inputs: own }),
        planned('aws:eks/nodeGroup:NodeGroup', 'gpu', {
          inputs: { amiType: 'AL2023_x86_64_NVIDIA', instanceTypes: ['g5.xlarge'] },
        }),
      ]),
    )
    expect(svg).toContain(
      '<tspan font-weight="bold">raw</tspan> <tspan fill="#374151">ukhd, phi</tspan>',
    )
    expect(svg).toContain('g5.xlarge, up to ?, GPU')
  })
})
