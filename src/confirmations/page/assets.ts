import { readFileSync } from 'node:fs'
import { makePolicy, readStyle, squeeze } from '../../pages/assets.ts'

/** The parts of the script in the order in which they need each other. */
const parts = ['page', 'photo-store', 'draft', 'codes', 'verdict', 'units', 'scan', 'photos', 'send', 'start']

const read = (name: string) => readFileSync(`${import.meta.dirname}/${name}`, 'utf8')

// The parts are modules to those who read and check them; joined into one script they share its scope.
const join = (sources: string[]) =>
  sources
    .join('\n')
    .replace(/^import .*$/gm, '')
    .replace(/^export /gm, '')

/** The style of every page, inlined. */
export const style = readStyle(read('style/units.css'))

/** The script of the pages with a form, inlined. */
export const script = `(()=>{'use strict'\n${squeeze(join(parts.map((part) => read(`client/${part}.js`))))}\n})()`

/** The whole policy under which every page here works. */
export const contentSecurityPolicy = makePolicy({ style, script })
