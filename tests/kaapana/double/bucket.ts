import type { Hono } from 'hono'
import type { DoubleState } from './state.ts'

/** The project's bucket, as far as kaapana-backend shows it. */
export function addBucket(app: Hono, { bucket }: DoubleState): void {
  app.get('/kaapana-backend/storage/project-bucket-tree', (c) => {
    const prefix = `${c.req.query('prefix') ?? ''}/`
    const keys = [...bucket.keys()].filter((key) => key.startsWith(prefix))
    return c.json(
      keys.map((path) => ({
        name: path.slice(prefix.length),
        path,
        file: true,
        hasChildren: false,
      })),
    )
  })
  app.get('/kaapana-backend/get-static-website-results-html', (c) => {
    const found = bucket.get(c.req.query('object_name') ?? '')
    return found === undefined
      ? c.json({ detail: 'Object not found in the bucket.' }, 404)
      : c.body(found, 200, { 'content-type': 'text/html' })
  })
}
