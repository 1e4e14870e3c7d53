import type { Command } from 'commander'
import { addBake } from './kaapana/bake.ts'
import { addBuild } from './kaapana/build.ts'
import { addCheck } from './kaapana/check.ts'
import { addDigestsCommand } from './kaapana/digests.ts'
import { addLink } from './kaapana/link.ts'
import { addLogs } from './kaapana/logs.ts'
import { addMirrorBases } from './kaapana/mirror-bases.ts'
import { addPackage } from './kaapana/package.ts'
import { addKaapanaPlan } from './kaapana/plan.ts'
import { addRetag } from './kaapana/retag.ts'
import { addSend } from './kaapana/send.ts'
import { addStatus } from './kaapana/status.ts'
import { addUpdate } from './kaapana/update.ts'
import { addUrls } from './kaapana/urls.ts'
import { addWorkflow } from './kaapana/workflow.ts'

/** `dataspace kaapana`: Kaapana's images and charts, and what asks or feeds a running Kaapana. */
export function addKaapana(program: Command): void {
  const kaapana = program
    .command('kaapana')
    .description("Kaapana's images and charts, and work with a running Kaapana")
  for (const add of [
    addKaapanaPlan,
    addPackage,
    addBuild,
    addBake,
    addRetag,
    addDigestsCommand,
    addMirrorBases,
    addSend,
    addCheck,
    addStatus,
    addLogs,
    addUrls,
    addUpdate,
    addWorkflow,
    addLink,
  ])
    add(kaapana)
}
