import { setTimeout as sleep } from 'node:timers/promises'
import { Deviation } from '../deviation.ts'

const patience = 60_000
const between = 250

/** Reads again and again until what is read is as it has to become, which the service sees to by itself. */
export const awaitFound = async <Found>(
  what: string,
  read: () => Promise<Found | undefined>,
): Promise<Found> => {
  const until = Date.now() + patience
  for (;;) {
    const found = await read()
    if (found !== undefined) return found
    if (Date.now() > until) throw new Deviation(`Waited in vain for ${what}.`)
    await sleep(between)
  }
}
