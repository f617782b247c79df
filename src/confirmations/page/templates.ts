import { readdirSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { Eta } from 'eta'

const folder = `${import.meta.dirname}/templates`

const eta = new Eta({ autoEscape: true, autoTrim: false, cache: true })

// Line breaks and indentation are for those who read the templates; a phone pays for each byte of them. Blanks that
// belong to the page stand within a line.
for (const file of readdirSync(folder).filter((name) => name.endsWith('.eta'))) {
  const source = readFileSync(`${folder}/${file}`, 'utf8').replace(/\n\s*/g, '')
  eta.loadTemplate(`@${basename(file, '.eta')}`, source)
}

/** A template with its values, all of which are escaped. */
export const fillTemplate = (name: string, values: object): string => eta.render(`@${name}`, values)
