import type { FastifyInstance } from 'fastify'

const isMatch = (pattern: string[], path: string[]): boolean =>
  pattern.at(-1) === '*' && path.length >= pattern.length
    ? pattern.slice(0, -1).every((part, place) => part.startsWith(':') || part === path[place])
    : pattern.length === path.length &&
      pattern.every((part, place) => part === path[place] || (part.startsWith(':') && path[place] !== ''))

/**
 * Notes every route that is registered from now on. Fastify tells whether it knows a pattern, but not which methods
 * a path has; that is asked only where no route was found.
 */
export const trackMethods = (app: FastifyInstance) => {
  const routes: { pattern: string[]; methods: string[] }[] = []
  app.addHook('onRoute', ({ url, method }) => {
    if (url !== '*' && url !== '/*') routes.push({ pattern: url.split('/'), methods: [method].flat() })
  })
  /** Methods that the path takes; none where there is no such path. */
  return (path: string): string[] => {
    const parts = path.split('/')
    const methods = routes.filter(({ pattern }) => isMatch(pattern, parts)).flatMap((route) => route.methods)
    return [...new Set(methods)].sort()
  }
}
