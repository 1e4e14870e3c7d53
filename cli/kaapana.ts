import type { Command } from 'commander'
import { addBake } from './kaapana/bake.ts'
import { addBuild } from './kaapana/build.ts'
import { addDigestsCommand } from './kaapana/digests.ts'
import { addMirrorBases } from './kaapana/mirror-bases.ts'
import { addPackage } from './kaapana/package.ts'
import { addKaapanaPlan } from './kaapana/plan.ts'
import { addRetag } from './kaapana/retag.ts'

/** `dataspace kaapana`: Kaapana's images and charts, from a checkout of its source. */
export function addKaapana(program: Command): void {
  const kaapana = program
    .command('kaapana')
    .description("Kaapana's images and charts, from a checkout of its source")
  for (const add of [
    addKaapanaPlan,
    addPackage,
    addBuild,
    addBake,
    addRetag,
    addDigestsCommand,
    addMirrorBases,
  ])
    add(kaapana)
}
