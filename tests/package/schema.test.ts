import { beforeAll, describe, expect, it } from 'vitest'
import { buildPackage, REPOSITORY } from './build.ts'
import { pluginSchema } from './plugin-schema.ts'

describe('the package as a Pulumi plugin', () => {
  beforeAll(buildPackage)

  it('offers every Pulumi language the schema under review', async () => {
    const schema = await pluginSchema(REPOSITORY)
    const text = `${JSON.stringify(schema, null, 2)}\n`
    // Reviewed like code; after a wanted change: npx vitest run tests/package -u
    await expect(text).toMatchFileSnapshot('../../components/schema.json')
  })
})
