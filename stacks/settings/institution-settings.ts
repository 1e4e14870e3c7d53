import { z } from 'zod'
import { privateCidr, publicAddress } from './forms.ts'
import { label, listOf, mapOf, text, wholeNumber } from './leaves.ts'

const vpn = z
  .strictObject({
    publicIp: publicAddress().describe("Address of the institution's VPN device."),
    bgpAsn: wholeNumber(1, 4294967294, 65000)
      .default(65000)
      .describe("BGP number of the institution's device."),
    routes: listOf(privateCidr(8, 32, '192.168.10.0/24'), 50)
      .default([])
      .describe('Blocks behind the device, when it speaks no BGP; empty: BGP announces them.'),
  })
  .describe('Site-to-site VPN with two tunnels; about $37 a month plus traffic.')

const institution = z.strictObject({
  name: label('University Hospital Heidelberg').describe('Name people read.'),
  location: label('Heidelberg').describe('Town or region.'),
  vpn: vpn.optional(),
})

/** Settings by institution. The ids are those of the prediction service. */
export const institutionSettings = mapOf(
  text(
    /^[a-z][a-z0-9-]{0,18}[a-z0-9]$/,
    'an id of 2–20 lower-case letters, digits and hyphens that starts with a letter',
    'ukhd',
  ),
  institution,
).refine((institutions) => Object.keys(institutions).length > 0)
