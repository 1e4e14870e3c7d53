import { z } from 'zod'
import { cidr, publicAddress } from './forms.ts'
import { choice, label, listOf, mapOf, text, wholeNumber } from './leaves.ts'

const vpn = z
  .strictObject({
    publicIp: publicAddress().describe("Address of the institution's VPN device."),
    networks: listOf(cidr('172.18.0.0/16', 8), 50, 1).describe(
      'Its networks that are to be reached; with `static` routing they are the routes.',
    ),
    routing: choice(['bgp', 'static'])
      .default('bgp')
      .describe('`bgp`: the device announces its networks; `static`: it speaks no BGP.'),
    bgpAsn: wholeNumber(1, 4294967294, 65000)
      .default(65000)
      .describe("BGP number of the institution's device."),
  })
  .describe('Site-to-site VPN with two tunnels; about $44 a month plus traffic.')

const institution = z.strictObject({
  name: label('University Hospital Heidelberg').describe('Name people read.'),
  location: label('Heidelberg').describe('Town or region.'),
  vpn: vpn.optional(),
})

/** Settings by institution. The ids are those of the prediction service. */
export const institutionSettings = mapOf(
  text(
    /^(?=.{2,20}$)[a-z][a-z0-9]*(-[a-z0-9]+)*$/,
    'an id of 2–20 lower-case letters, digits and single hyphens within, a letter first',
    'ukhd',
  ),
  institution,
).refine((institutions) => Object.keys(institutions).length > 0)
