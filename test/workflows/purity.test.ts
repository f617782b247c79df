import { readdirSync, readFileSync } from 'node:fs'
import t from 'tap'

const folder = new URL('../../workflows/', import.meta.url)
const files = readdirSync(folder).filter((name) => name.endsWith('.ts'))

const impure = [
  /\bDate\b/,
  /\bMath\.random\b/,
  /\bcrypto\b/,
  /\bprocess\b/,
  /\bperformance\b/,
  /\bset(?:Timeout|Interval|Immediate)\b/,
  /\bfetch\b/,
  /\bglobalThis\b/,
  /\bawait\b/,
]

t.ok(files.includes('donation.ts'))
for (const name of files)
  t.test(`${name} knows no clock, chance or outside world`, async (t) => {
    const source = readFileSync(new URL(name, folder), 'utf8')
    const code = source.replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '').replace(/(['"])(?:(?!\1).)*\1/g, '$1$1')
    for (const pattern of impure) t.notMatch(code, pattern)
    for (const [, from] of source.matchAll(/(?<!\/)\b(?:from|import)\s*\(?\s*'([^']+)'/g))
      t.match(from, /^(?:\.\/[\w-]+\.ts|\.\.\/schemas\/[\w-]+\.ts|xstate|zod)$/)
  })
