import type * as aws from '@pulumi/aws'
import type * as pulumi from '@pulumi/pulumi'
import type { PlannedLink } from './site-link-plan.ts'

/**
 * What both ends of a tunnel negotiate: IKEv2, AES with 256 bits, SHA-2, and groups of 3000 bits or
 * more, as BSI TR-02102-3 recommends. AES-CBC is kept beside GCM for devices that know no GCM in
 * phase 1. https://docs.aws.amazon.com/vpn/latest/s2svpn/VPNTunnels.html
 */
export const TUNNEL_CRYPTOGRAPHY = {
  ikeVersions: ['ikev2'],
  encryption: ['AES256-GCM-16', 'AES256'],
  integrity: ['SHA2-384', 'SHA2-512', 'SHA2-256'],
  dhGroups: [19, 20, 21, 16],
  phase1LifetimeSeconds: 28_800,
  phase2LifetimeSeconds: 3_600,
  deadPeerSeconds: 30,
} as const

/** The options of both tunnels of a connection. */
export function tunnelOptions(
  { startup }: Pick<PlannedLink, 'startup'>,
  logGroupArn: pulumi.Output<string> | undefined,
): Partial<aws.ec2.VpnConnectionArgs> {
  const { ikeVersions, encryption, integrity, dhGroups, ...times } = TUNNEL_CRYPTOGRAPHY
  const logs = logGroupArn && { cloudwatchLogOptions: logOptions(logGroupArn) }
  return {
    tunnel1IkeVersions: [...ikeVersions],
    tunnel1Phase1EncryptionAlgorithms: [...encryption],
    tunnel1Phase2EncryptionAlgorithms: [...encryption],
    tunnel1Phase1IntegrityAlgorithms: [...integrity],
    tunnel1Phase2IntegrityAlgorithms: [...integrity],
    tunnel1Phase1DhGroupNumbers: [...dhGroups],
    tunnel1Phase2DhGroupNumbers: [...dhGroups],
    tunnel1Phase1LifetimeSeconds: times.phase1LifetimeSeconds,
    tunnel1Phase2LifetimeSeconds: times.phase2LifetimeSeconds,
    tunnel1DpdTimeoutSeconds: times.deadPeerSeconds,
    tunnel1DpdTimeoutAction: 'restart',
    tunnel1StartupAction: startup,
    ...(logs && { tunnel1LogOptions: logs }),
    tunnel2IkeVersions: [...ikeVersions],
    tunnel2Phase1EncryptionAlgorithms: [...encryption],
    tunnel2Phase2EncryptionAlgorithms: [...encryption],
    tunnel2Phase1IntegrityAlgorithms: [...integrity],
    tunnel2Phase2IntegrityAlgorithms: [...integrity],
    tunnel2Phase1DhGroupNumbers: [...dhGroups],
    tunnel2Phase2DhGroupNumbers: [...dhGroups],
    tunnel2Phase1LifetimeSeconds: times.phase1LifetimeSeconds,
    tunnel2Phase2LifetimeSeconds: times.phase2LifetimeSeconds,
    tunnel2DpdTimeoutSeconds: times.deadPeerSeconds,
    tunnel2DpdTimeoutAction: 'restart',
    tunnel2StartupAction: startup,
    ...(logs && { tunnel2LogOptions: logs }),
  }
}

function logOptions(logGroupArn: pulumi.Output<string>) {
  return {
    logEnabled: true,
    logGroupArn,
    logOutputFormat: 'json',
    bgpLogEnabled: true,
    bgpLogGroupArn: logGroupArn,
    bgpLogOutputFormat: 'json',
  }
}
