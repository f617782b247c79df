import { setTimeout as sleep } from 'node:timers/promises'
import { followUpDays } from '../../schemas/follow-up.ts'
import { Deviation } from './deviation.ts'
import type { Chapter, Story } from './story.ts'

const patience = 60_000
const between = 250

/**
 * The days of the story are long past, so the hospital is asked at once for every follow-up of what went into service.
 * Waits until it was; answers how many there are.
 */
export const awaitFollowUps = async ({ stage }: Story, chapter: Chapter): Promise<number> => {
  const expected = followUpDays.length * chapter.quantity
  const until = Date.now() + patience
  for (;;) {
    const asked = await stage.countAsked(chapter)
    if (asked === expected) break
    if (Date.now() > until) throw new Deviation(`Of ${expected} follow-ups ${asked} were asked for.`)
    await sleep(between)
  }
  await stage.catchUp(chapter)
  return expected
}
