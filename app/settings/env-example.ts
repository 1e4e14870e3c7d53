import type { z } from 'zod'
import { apiKeyVariable, FOUNDING_INSTITUTIONS } from '../institutions/institutions.ts'
import { VARIABLES } from './variables.ts'

/** The text of `.env.example`: every variable with its meaning and default, made from the schema. */
export function envExample(): string {
  const lines = [
    '# Made from app/settings/variables.ts; a test holds the two equal. Nothing is required.',
    '# Every secret may come from a file instead: <NAME>_FILE=/path/of/the/file.',
  ]
  for (const [name, field] of Object.entries(VARIABLES) as [string, z.ZodType][]) {
    const preset = field.safeParse(undefined)
    const value = preset.success && preset.data !== undefined ? String(preset.data) : ''
    lines.push('', `# ${field.description}`, `# ${name}=${value}`)
  }
  lines.push('', "# An institution's API key, 16 characters or more; one variable an institution.")
  lines.push(
    '# Without any, the embedded service makes keys and keeps them in DATA_DIR/credentials.env.',
  )
  for (const { id } of FOUNDING_INSTITUTIONS) lines.push(`# ${apiKeyVariable(id)}=`)
  return `${lines.join('\n')}\n`
}
