import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { pino } from 'pino'
import { renderProtocolSchema } from '../schemas/protocol.ts'
import { buildApp } from '../src/app.ts'
import { readConfig } from '../src/config.ts'
import { connect } from '../src/database/client.ts'
import { collectRoutes } from '../src/openapi/collect.ts'
import { renderOpenapi } from '../src/openapi/render.ts'
import { renderConfiguration } from './configuration-table.ts'
import { renderWorkflows } from './workflow-tables.ts'

/**
 * `npm run generate` writes every committed file that is made from the code. With `-- --check` it writes nothing, and
 * fails if one is out of date. Either way it fails if the migrations don't lead to the tables.
 */
const generated: Record<string, () => string | Promise<string>> = {
  'openapi/openapi.json': renderDocument,
  'openapi/protocol.schema.json': renderProtocolSchema,
  'workflows/README.md': renderWorkflows,
  'docs/configuration.md': renderConfiguration,
}

/** The document needs the routes only: nothing connects to the database before the first query. */
async function renderDocument(): Promise<string> {
  const { db, close } = connect({ url: 'postgres://localhost/none' })
  const { app } = await buildApp({
    config: readConfig({}),
    db,
    logger: pino({ level: 'silent' }),
    collect: collectRoutes,
  })
  await app.ready()
  const text = renderOpenapi(app)
  await app.close()
  await close()
  return text
}

/**
 * Lets drizzle-kit generate into a copy, for a migration wants a name and a reader. Its exit code says nothing, and it
 * takes a relative path only.
 */
function findMigrationFault(): string | undefined {
  const copy = mkdtempSync(join(tmpdir(), 'besik-migrations-'))
  try {
    cpSync('migrations', copy, { recursive: true })
    const options = [
      '--dialect',
      'postgresql',
      '--schema',
      'src/database/*tables.ts',
      '--out',
      relative('.', copy),
    ]
    const said = execFileSync(process.execPath, ['node_modules/.bin/drizzle-kit', 'generate', ...options], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    return said.includes('No schema changes') ? undefined : said
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  } finally {
    rmSync(copy, { recursive: true, force: true })
  }
}

process.chdir(join(import.meta.dirname, '..'))
const isCheck = process.argv.includes('--check')
for (const [path, render] of Object.entries(generated)) {
  const text = await render()
  if (existsSync(path) && readFileSync(path, 'utf8') === text) continue
  if (isCheck) {
    console.error(`${path} is out of date: run \`npm run generate\`.`)
    process.exitCode = 1
  } else {
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, text)
    console.log(`Wrote ${path}.`)
  }
}
const fault = findMigrationFault()
if (fault) {
  console.error(
    `${fault}\nThe migrations don't lead to the tables: run \`npx drizzle-kit generate --name <what>\`.`,
  )
  process.exitCode = 1
}
