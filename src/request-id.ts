import { randomBytes } from 'node:crypto'

/** Makes ids of requests: unique across processes by a random beginning, and cheap within one by counting. */
export const createRequestIds = (): (() => string) => {
  const process = randomBytes(8).toString('base64url')
  let count = 0
  return () => {
    count += 1
    return `${process}-${count.toString(36)}`
  }
}
