import { globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseSync, Visitor } from 'oxc-parser'

export interface Import {
  from: string
  /** A path from the project's root, or the name of a package's module. */
  to: string
  /** Gone when the types are stripped. */
  onlyTypes: boolean
}

export interface Source {
  path: string
  text: string
  imports: Import[]
  /** `as` and classes: allowed in a few places only. */
  casts: number
  classes: string[]
}

const root = fileURLToPath(new URL('../..', import.meta.url))

export function readSources(...patterns: string[]): Source[] {
  return globSync(patterns, { cwd: root })
    .sort()
    .map((path) => readSource(path, readFileSync(join(root, path), 'utf8')))
}

export function readSource(path: string, text: string): Source {
  const { module, program } = parseSync(path, text)
  const source: Source = { path, text, imports: [], casts: 0, classes: [] }
  const add = (target: string, onlyTypes: boolean) => {
    const to = target.startsWith('.') ? join(dirname(path), target) : target
    source.imports.push({ from: path, to, onlyTypes })
  }
  for (const { moduleRequest, entries } of module.staticImports)
    add(moduleRequest.value, entries.length > 0 && entries.every((entry) => entry.isType))
  for (const { entries } of module.staticExports)
    for (const { moduleRequest, isType } of entries) if (moduleRequest) add(moduleRequest.value, isType)
  new Visitor({
    ImportExpression: ({ source: target }) => {
      if (target.type === 'Literal') add(String(target.value), false)
    },
    TSAsExpression: ({ start, end }) => {
      // `{} as T` is XState's way to name a type, and `as const` narrows without a claim.
      if (!/^\{\} as|as const$/.test(text.slice(start, end))) source.casts += 1
    },
    ClassDeclaration: ({ superClass }) => {
      source.classes.push(superClass ? text.slice(superClass.start, superClass.end) : '')
    },
  }).visit(program)
  return source
}

/** Follows imports that are there at run time, and returns the files of each ring once. */
export function findCycles(sources: Source[]): string[][] {
  const targets = new Map(
    sources.map(({ path, imports }) => [
      path,
      imports.filter(({ onlyTypes }) => !onlyTypes).map(({ to }) => to),
    ]),
  )
  const cycles: string[][] = []
  const done = new Set<string>()
  const walk = (path: string, trail: string[]) => {
    if (trail.includes(path)) cycles.push(trail.slice(trail.indexOf(path)))
    else if (!done.has(path)) for (const target of targets.get(path) ?? []) walk(target, [...trail, path])
    done.add(path)
  }
  for (const path of targets.keys()) walk(path, [])
  return cycles
}
