import { type Finding, type Rule, when } from './rule.ts'

const needsWhatItIs: Rule = {
  reads: ['kaapana'],
  check: ({ kaapana }) => {
    if (!kaapana.enabled) return []
    return [
      ...when(kaapana.hostName === undefined, {
        path: ['kaapana', 'hostName'],
        message: 'must be set with kaapana.enabled, got nothing',
        set: 'kaapana.dataspace.hospital.example',
      }),
      ...when(kaapana.release.version === undefined, {
        path: ['kaapana', 'release', 'version'],
        message: 'must be set with kaapana.enabled, got nothing',
        set: '0.6.0',
      }),
    ]
  },
}

const oneCertificate: Rule = {
  reads: ['kaapana.certificate'],
  check: ({ kaapana: { certificate } }) =>
    when(certificate.acmArn !== undefined && certificate.secretArn !== undefined, {
      path: ['kaapana', 'certificate', 'secretArn'],
      message: 'must be left out with kaapana.certificate.acmArn: one certificate is shown',
    }),
}

const EVERYONE = '0.0.0.0/0'

const reachedByNamedPeople: Rule = {
  reads: ['kaapana'],
  check: ({ kaapana }) => {
    const { public: isPublic, webCidrs, dicomCidrs } = kaapana
    const dicom = (index: number): Finding => ({
      path: ['kaapana', 'dicomCidrs', index],
      message: `must not be everyone: DICOM is neither encrypted nor signed in, got "${EVERYONE}"`,
      set: '193.174.1.0/24',
    })
    return [
      ...when(kaapana.enabled && isPublic && webCidrs.length === 0, {
        path: ['kaapana', 'webCidrs', 0],
        message: 'must be set with kaapana.public, got nothing',
        set: '193.174.1.0/24',
      }),
      ...dicomCidrs.flatMap((range, index) => when(range === EVERYONE, dicom(index))),
    ]
  },
}

const zoneIsKnown: Rule = {
  reads: ['kaapana', 'network', 'aws:region'],
  check: ({ kaapana, network, 'aws:region': region }) => {
    const wanted = kaapana.enabled && kaapana.runtime === 'microk8s'
    const { availabilityZone: zone } = kaapana
    const at = { path: ['kaapana', 'availabilityZone'], set: `${region}a` }
    return [
      ...when(wanted && network.existing !== undefined && zone === undefined, {
        ...at,
        message: 'must be set with network.existing: that of its first private subnet, got nothing',
      }),
      ...when(zone !== undefined && zone.slice(0, -1) !== region, {
        ...at,
        message: `must be a zone of ${region}, got "${zone}"`,
      }),
    ]
  },
}

/** Rules about Kaapana. */
export const KAAPANA_RULES: readonly Rule[] = [
  needsWhatItIs,
  oneCertificate,
  reachedByNamedPeople,
  zoneIsKnown,
]
