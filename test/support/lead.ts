import { once } from 'node:events'
import { connect, createServer } from 'node:net'
import type { Test } from 'tap'
import type { Login } from './server.ts'

/** Makes a URL of a login. No URL leads the driver to a socket in a folder, so a port of this process does. */
export const leadTo = async (t: Test, { host, port, database, username, password = '' }: Login) => {
  const where = host.startsWith('/') ? { path: `${host}/.s.PGSQL.${port}` } : { host, port }
  const server = createServer((near) => {
    const far = connect(where)
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const)
      one.on('error', () => other.destroy()).pipe(other)
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  t.teardown(() => server.close())
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the server listens at no port')
  const url = new URL(`postgres://127.0.0.1:${address.port}/${database}`)
  return Object.assign(url, { username, password }).href
}
