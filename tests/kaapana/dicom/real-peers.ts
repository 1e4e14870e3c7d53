import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { freePort } from '../../bench/free-port.ts'
import { type PeerProcess, startPeer } from './peer-process.ts'
import { runProgram } from './programs.ts'

/** A peer that stores, of which tests ask what it has. */
export interface StoringPeer extends PeerProcess {
  /** Kills it, and starts it again on the same port with what it had. */
  restart(): Promise<void>
  /** SOP instance UIDs it has stored, sorted. */
  stored(): Promise<string[]>
}

type Start = (folder: string, port: number) => Promise<PeerProcess>
type Stored = (folder: string, port: number) => Promise<string[]>

async function storing(folder: string, start: Start, stored: Stored): Promise<StoringPeer> {
  mkdirSync(folder, { recursive: true })
  const port = await freePort()
  let running = await start(folder, port)
  return {
    port,
    output: () => running.output(),
    suspend: () => running.suspend(),
    kill: () => running.kill(),
    stored: async () => (await stored(folder, port)).sort(),
    restart: async () => {
      await running.kill()
      running = await start(folder, port)
    },
  }
}

/**
 * DCMTK's storescp, which takes any AE title and writes what it gets, byte by byte, as
 * `<modality>.<SOP instance UID>`.
 */
export const startStorescp = (folder: string, options: readonly string[] = ['+xa']) =>
  storing(
    folder,
    (output, port) => startPeer('storescp', ['+B', '-od', output, ...options, String(port)], port),
    async (output) => readdirSync(output).map((name) => name.replace(/^[A-Z]+\./, '')),
  )

/** DCMTK's dcmqrscp, a small PACS that knows one AE title: `kp-admin`. */
export const startDcmqrscp = (folder: string) =>
  storing(
    folder,
    (root, port) => {
      const store = join(root, 'store')
      mkdirSync(store, { recursive: true })
      const config = join(root, 'dcmqrscp.cfg')
      writeFileSync(config, dcmqrscpConfig(store, port))
      return startPeer('dcmqrscp', ['-c', config], port)
    },
    async (_, port) => {
      const instances: string[] = []
      for (const study of await find(port, 'StudyInstanceUID', {}))
        for (const series of await find(port, 'SeriesInstanceUID', { StudyInstanceUID: study }))
          instances.push(
            ...(await find(port, 'SOPInstanceUID', {
              StudyInstanceUID: study,
              SeriesInstanceUID: series,
            })),
          )
      return instances
    },
  )

const LEVELS = { StudyInstanceUID: 'STUDY', SeriesInstanceUID: 'SERIES', SOPInstanceUID: 'IMAGE' }
const TAGS = {
  StudyInstanceUID: '0020,000d',
  SeriesInstanceUID: '0020,000e',
  SOPInstanceUID: '0008,0018',
}

/** UIDs of one level (C-FIND, study root), which asks for those above it. */
async function find(
  port: number,
  key: keyof typeof LEVELS,
  above: Readonly<Record<string, string>>,
): Promise<string[]> {
  const keys = Object.entries({ QueryRetrieveLevel: LEVELS[key], ...above })
  const { output } = await runProgram('findscu', [
    ...['-v', '-S', '-aec', 'kp-admin', '127.0.0.1', String(port), '-k', key],
    ...keys.flatMap(([name, value]) => ['-k', `${name}=${value}`]),
  ])
  const responses = output.split('Find Response').slice(1)
  const uid = new RegExp(`\\(${TAGS[key]}\\) UI \\[([\\d.]+)`)
  return responses.flatMap((text) => uid.exec(text)?.[1] ?? [])
}

const dcmqrscpConfig = (store: string, port: number): string => `NetworkTCPPort = ${port}
MaxPDUSize = 16384
MaxAssociations = 16
HostTable BEGIN
HostTable END
VendorTable BEGIN
VendorTable END
AETable BEGIN
kp-admin ${store} RW (500, 1024mb) ANY
AETable END
`

/** Orthanc, a PACS; its DICOMweb answers where Kaapana's filter would. */
export interface Orthanc extends StoringPeer {
  url: string
}

const PLUGINS = '/usr/share/orthanc/plugins/libOrthancDicomWeb.so'

/** Starts Orthanc, with `kp-admin` as the only AE title it is called by. */
export async function startOrthanc(folder: string): Promise<Orthanc> {
  const httpPort = await freePort()
  const url = `http://127.0.0.1:${httpPort}`
  const peer = await storing(
    folder,
    (root, port) => {
      const config = join(root, 'orthanc.json')
      writeFileSync(config, JSON.stringify(orthancConfig(root, { port, httpPort })))
      return startPeer('Orthanc', [config], port)
    },
    async () => {
      const answer = await fetch(`${url}/instances?expand`)
      const instances = (await answer.json()) as { MainDicomTags: { SOPInstanceUID: string } }[]
      return instances.map(({ MainDicomTags }) => MainDicomTags.SOPInstanceUID)
    },
  )
  return { ...peer, url }
}

const orthancConfig = (root: string, { port, httpPort }: { port: number; httpPort: number }) => ({
  Name: 'kp-admin',
  StorageDirectory: join(root, 'store'),
  IndexDirectory: join(root, 'index'),
  HttpPort: httpPort,
  RemoteAccessAllowed: false,
  AuthenticationEnabled: false,
  DicomPort: port,
  DicomAet: 'kp-admin',
  DicomCheckCalledAet: true,
  // An instance that comes again replaces itself: a resent one is no second one.
  OverwriteInstances: true,
  ConcurrentJobs: 1,
  Plugins: [PLUGINS],
  DicomWeb: { Enable: true, Root: '/dicom-web-filter/' },
})
