import type { Document } from './document.ts'

const prefix = '#/components/'

/** What a part of the document refers to. */
const findReferences = (part: unknown): string[] =>
  Array.from(JSON.stringify(part).matchAll(/"#\/components\/([^"]+)"/g), ([, path = '']) => path)

const isIn = (kept: Set<string>, kind: string) => (entry: [string, unknown]) =>
  kept.has(`${kind}/${entry[0]}`)

const sortKept = <Part>(parts: Record<string, Part>, kind: string, kept: Set<string>): Record<string, Part> =>
  Object.fromEntries(
    Object.entries(parts)
      .filter(isIn(kept, kind))
      .sort(([one], [other]) => (one < other ? -1 : 1)),
  )

/** Leaves out the components that nothing refers to, and sorts the others by name. */
export const pruneComponents = (document: Document): Document => {
  const { components, ...rest } = document
  const kinds: Record<string, Record<string, unknown>> = { ...components }
  const kept = new Set<string>()
  const open = findReferences(rest)
  for (let path = open.pop(); path !== undefined; path = open.pop()) {
    if (kept.has(path)) continue
    kept.add(path)
    const [kind = '', name = ''] = path.split('/')
    const component = kinds[kind]?.[name]
    if (component === undefined) throw new Error(`nothing is at ${prefix}${path}`)
    open.push(...findReferences(component))
  }
  return {
    ...rest,
    components: {
      ...components,
      schemas: sortKept(components.schemas, 'schemas', kept),
      responses: sortKept(components.responses, 'responses', kept),
      parameters: sortKept(components.parameters, 'parameters', kept),
      examples: sortKept(components.examples, 'examples', kept),
      headers: sortKept(components.headers, 'headers', kept),
    },
  }
}

/**
 * Calls a schema by its plain name where it has a form for requests only, or where both of its forms are the same.
 * Every named schema comes twice, and the form for requests as `NameInput`.
 */
export const mergeForms = (document: Document): Document => {
  const { schemas } = document.components
  const renamed = new Map<string, string>()
  const compare = (name: string) => JSON.stringify(rename(schemas[name], renamed))
  const isFree = (input: string) => {
    const plain = input.slice(0, -'Input'.length)
    return !(plain in schemas) || compare(plain) === compare(input)
  }
  const open = new Set(Object.keys(schemas).filter((name) => name.endsWith('Input')))
  // A form may be the same only once what it refers to has one name.
  for (let before = -1; before !== renamed.size; ) {
    before = renamed.size
    for (const input of open) if (isFree(input)) renamed.set(input, input.slice(0, -'Input'.length))
    for (const input of renamed.keys()) open.delete(input)
  }
  const entries = Object.entries(schemas)
    .filter(([name]) => !(renamed.has(name) && (renamed.get(name) ?? '') in schemas))
    .map(([name, schema]) => [renamed.get(name) ?? name, schema])
  return rename(
    { ...document, components: { ...document.components, schemas: Object.fromEntries(entries) } },
    renamed,
  )
}

const rename = <Part>(part: Part, renamed: Map<string, string>): Part =>
  JSON.parse(
    JSON.stringify(part).replace(
      /"#\/components\/schemas\/(\w+)"/g,
      (_, name) => `"${prefix}schemas/${renamed.get(name) ?? name}"`,
    ),
  )
