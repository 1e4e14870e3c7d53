import type { Command } from 'commander'
import { addKaapanaPlan } from './kaapana/plan.ts'

/** `dataspace kaapana`: Kaapana's images and charts, from a checkout of its source. */
export function addKaapana(program: Command): void {
  const kaapana = program
    .command('kaapana')
    .description("Kaapana's images and charts, from a checkout of its source")
  for (const add of [addKaapanaPlan]) add(kaapana)
}
