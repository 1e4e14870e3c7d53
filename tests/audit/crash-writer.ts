import { auditKey } from '../../app/audit/audit-key.ts'
import { createAuditTrail } from '../../app/audit/audit-trail.ts'
import { openStore } from '../../app/store/store.ts'
import { prediction } from './entries.ts'

// The process that the crash test kills: it appends without end and prints each acknowledged id.
const [dataDir = ''] = process.argv.slice(2)
const store = await openStore({ dataDir, synced: false })
const trail = await createAuditTrail({ store, key: auditKey(Buffer.alloc(32, 1)) })
for (let round = 0; ; round += 1) {
  const entries = Array.from({ length: 1 + (round % 40) }, (_, number) => prediction(number))
  const appended = await Promise.all(entries.map((entry) => trail.append(entry)))
  process.stdout.write(appended.map(({ id }) => `${id}\n`).join(''))
}
