import { Readable } from 'node:stream'
import { gunzipSync } from 'node:zlib'
import { extract, type Header } from 'tar-stream'
import { expect, test } from 'vitest'
import { writeTgz } from '../../../../images/kaapana/package/write-tgz.ts'

const SECONDS = 1_766_078_765
const long = `chart/${'folder/'.repeat(20)}file.yaml`

async function headersOf(archive: Buffer): Promise<Header[]> {
  const headers: Header[] = []
  for await (const entry of Readable.from([gunzipSync(archive)]).pipe(extract())) {
    headers.push(entry.header)
    entry.resume()
  }
  return headers
}

test('entries have the time given, no owner and one mode, however long their paths are', async () => {
  const paths = ['chart/Chart.yaml', long]
  const archive = await writeTgz(
    paths.map((path) => ({ path, bytes: Buffer.from('text') })),
    SECONDS,
  )
  const headers = await headersOf(archive)
  expect(headers.map(({ name }) => name)).toEqual(paths)
  for (const header of headers)
    expect(header).toMatchObject({
      mtime: new Date(SECONDS * 1000),
      mode: 0o644,
      uid: 0,
      gid: 0,
      uname: '',
      gname: '',
    })
})

test("gzip's header has no time, no name and no system", async () => {
  const archive = await writeTgz([{ path: 'a', bytes: Buffer.alloc(0) }], SECONDS)
  expect([...archive.subarray(3, 8)]).toEqual([0, 0, 0, 0, 0])
  expect(archive[9]).toBe(255)
})
