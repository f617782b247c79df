import { Environment } from '../src/config.ts'
import { code, table } from './markdown.ts'

const show = (value: unknown): string => {
  if (value === undefined) return ''
  return code(typeof value === 'boolean' ? (value ? 'on' : 'off') : String(value))
}

/** The page that `docs/configuration.md` holds. */
export const renderConfiguration = (): string => {
  const rows = Object.entries(Environment.shape).map(([name, field]) => [
    code(name),
    show(field.safeParse(undefined).data),
    field.description ?? '',
  ])
  return `# Configuration

Besik reads its configuration from the environment, once, at its start, and says which variable is at fault.

${table(['variable', 'default', 'meaning'], rows)}`
}
