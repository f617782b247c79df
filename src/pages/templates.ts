import { readdirSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { Eta } from 'eta'

const eta = new Eta({ autoEscape: true, autoTrim: false, cache: true })

/**
 * Loads the templates of a folder, each under its own name. Line breaks and indentation are for those who read the
 * templates; a phone pays for each byte of them. Blanks that belong to the page stand within a line.
 */
export const loadTemplates = (folder: string) => {
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.eta'))) {
    const source = readFileSync(`${folder}/${file}`, 'utf8').replace(/\n\s*/g, '')
    eta.loadTemplate(`@${basename(file, '.eta')}`, source)
  }
}

loadTemplates(`${import.meta.dirname}/templates`)

/** A template with its values, all of which are escaped. */
export const fillTemplate = (name: string, values: object): string => eta.render(`@${name}`, values)
