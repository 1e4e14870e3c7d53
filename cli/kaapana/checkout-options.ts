import { type Command, InvalidArgumentError } from 'commander'
import type { KaapanaPlanOptions } from '../../images/kaapana/kaapana-plan.ts'

/** Options that say which checkout is planned and how, as commander gives them. */
export interface CheckoutOptions {
  source: string
  registry?: string
  platformChart?: string
  images?: string[]
  charts?: string[]
  ignore?: string[]
  externalSource?: string[]
  packaged?: string
  buildArg?: Record<string, string>
  latest?: boolean
}

/** Adds what every command over a checkout of Kaapana asks for. */
export function addCheckoutOptions(command: Command): Command {
  return command
    .requiredOption('--source <folder>', 'checkout of Kaapana: a git repository with its tags')
    .option('--registry <prefix>', 'registry and prefix that images are pushed to, without scheme')
    .option('--platform-chart <name>', 'chart that is the platform; default: kaapana-admin-chart')
    .option('--images <names>', 'these images and their bases alone, with commas', names)
    .option('--charts <names>', 'what these charts and all below them run, with commas', names)
    .option('--ignore <pattern>', "leave out paths, in place of the checkout's own; repeat", more)
    .option('--external-source <folder>', 'further folder with extensions; repeat', more)
    .option('--packaged <folder>', 'what packaging wrote, for the image of the collection')
    .option('--build-arg <name=value>', 'build argument of images that declare it; repeat', pair)
    .option('--latest', 'version <release>-latest in place of the one of the commit')
}

/** What the planner is asked, from what commander gives. */
export function planOptionsOf(options: CheckoutOptions): KaapanaPlanOptions {
  const { source, registry, platformChart, images, charts, ignore, packaged, latest } = options
  const { externalSource, buildArg } = options
  return {
    source,
    ...(registry !== undefined && { registry }),
    ...(platformChart !== undefined && { platformChart }),
    ...(images !== undefined && { images }),
    ...(charts !== undefined && { charts }),
    ...(ignore !== undefined && { ignore }),
    ...(externalSource !== undefined && { externalSources: externalSource }),
    ...(packaged !== undefined && { packaged }),
    ...(buildArg !== undefined && { buildArgs: buildArg }),
    ...(latest !== undefined && { latest }),
  }
}

function names(text: string): string[] {
  const list = text.split(',').map((name) => name.trim())
  if (list.includes('')) throw new InvalidArgumentError('Give names with a comma between them.')
  return list
}

const more = (value: string, before: string[] = []): string[] => [...before, value]

function pair(text: string, before: Record<string, string> = {}): Record<string, string> {
  const [, name, value] = /^([A-Za-z_][A-Za-z0-9_]*)=(.*)$/s.exec(text) ?? []
  if (name === undefined || value === undefined)
    throw new InvalidArgumentError('Give <name>=<value>.')
  return { ...before, [name]: value }
}
