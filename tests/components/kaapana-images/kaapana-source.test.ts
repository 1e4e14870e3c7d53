import { describe, expect, it } from 'vitest'
import { KaapanaImages } from '../../../components/kaapana-images/kaapana-images.ts'
import { planKaapana } from '../../../images/kaapana/plan-kaapana.ts'
import { record } from '../../../rehearsal/engine/record.ts'
import { makeCheckout } from '../../images/kaapana/make-checkout.ts'
import { building } from './checkout.ts'

const source = process.env.KAAPANA_SOURCE ?? ''

describe('KaapanaImages of the real checkout (skipped without KAAPANA_SOURCE)', () => {
  it.skipIf(source === '')('builds and publishes exactly what the plan selects', async () => {
    const { version, containers } = planKaapana({ source })
    const packaged = makeCheckout({
      [`kaapana-admin-chart/kaapana-admin-chart-${version}.tgz`]: 'a chart',
      'kaapana-admin-chart/kaapana-extension-collection/charts/extension.tgz': 'an extension',
    })
    const { resources } = await record(
      () => new KaapanaImages('kaapana', building({ source, packaged })),
    )
    const count = (type: string) => resources.filter((resource) => resource.type === type).length
    const selected = containers.filter((container) => container.selected)
    const pushed = selected.filter(({ localOnly }) => !localOnly)
    expect(count('docker-build:index:Image')).toBe(selected.length)
    expect(count('docker-build:index:Index')).toBe(pushed.length)
    expect(count('aws:ecr/repository:Repository')).toBe(pushed.length + 2)
    expect(count('command:local:Command')).toBe(1)
  })
})
