import { bare, type Field, fieldsOf } from './fields.ts'
import { pathText } from './problem.ts'
import { settingsSchema } from './schema.ts'

const HEAD = `# Settings

Made from the schema in [stacks/settings/schema.ts](../stacks/settings/schema.ts); a test keeps it so.

An environment is described by \`Pulumi.<stack>.yaml\`: its \`config\` holds \`aws:region\` and, under
\`dataspace:\`, the settings below. Everything but \`owner\`, \`institutions\` and \`aws:region\` has a
default, and the defaults are careful: to make something cheaper or easier to delete, say so. The
program refuses wrong settings before it does anything, all at once, each with the command that mends
it. None of the settings but \`kubeconfig\` is a secret: keys and passwords are generated and kept in
Secrets Manager, without AWS in the cluster.

Set a value with \`pulumi config set\`, or edit the file: editors that know the YAML language server
complete and explain the settings.

\`\`\`sh
pulumi config set --stack dev owner imaging-platform
pulumi config set --stack dev --path database.backupDays 14
pulumi config set --stack dev --path 'edge.publicCidrs[0]' 193.174.1.0/24
pulumi config rm --stack dev --path database.copyRegion
\`\`\`

Quote account ids and versions in YAML: \`012345678901\` would be read as a number and lose its zero, and
\`1.30\` its last digit. The command line quotes them by itself.
`

/** The page docs/settings.md. */
export function referencePage(): string {
  const fields = fieldsOf(settingsSchema)
  const alone = fields.filter(({ path }) => path.length === 1 || path[0] === 'tags')
  const sections = [...new Set(fields.filter((field) => !alone.includes(field)).map(sectionOf))]
  return [
    HEAD,
    '## The environment as a whole\n',
    table(alone),
    ...sections.flatMap((section) => [
      `## ${section}\n`,
      `${descriptionOf(section)}\n`,
      table(fields.filter((field) => !alone.includes(field) && sectionOf(field) === section)),
    ]),
  ].join('\n')
}

const sectionOf = ({ path }: Field): string => path[0] ?? ''

function descriptionOf(section: string): string {
  const schema = Object.entries(settingsSchema.shape).find(([key]) => key === section)?.[1]
  return schema === undefined ? '' : bare(schema).description
}

function table(fields: readonly Field[]): string {
  const rows = fields.map(
    (field) =>
      `| \`${pathText(field.path)}\` | ${cell(field.description)} | ${typeOf(field)} | ${presetOf(field)} | ${cell(field.allowed)} |`,
  )
  return [
    '| setting | meaning | type | default | allowed |',
    '| --- | --- | --- | --- | --- |',
    ...rows,
    '',
  ].join('\n')
}

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('<', '&lt;')

function typeOf({ schema }: Field): string {
  const { type } = schema._zod.def
  if (type === 'array') return 'list'
  if (type === 'record') return 'map'
  if (type === 'number' || type === 'literal') return 'number'
  return type === 'boolean' ? 'true or false' : 'text'
}

function presetOf({ preset, required }: Field): string {
  if (required) return 'required'
  if (preset === undefined) return 'none'
  if (Array.isArray(preset)) return preset.length === 0 ? 'empty' : `\`${preset.join(', ')}\``
  if (typeof preset !== 'object' || preset === null) return `\`${String(preset)}\``
  return Object.keys(preset).length === 0 ? 'empty' : `\`${JSON.stringify(preset)}\``
}
