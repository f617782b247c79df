import { setTimeout as sleep } from 'node:timers/promises'
import { DateTime } from 'luxon'

/** Where the organizations of tests are. */
const zone = 'Asia/Almaty'
const now = () => DateTime.now().setZone(zone)

// What a test reckons from today would be wrong were that to end meanwhile: one that comes a minute before waits for it.
const left = now().endOf('day').diffNow().toMillis()
if (left < 60_000) await sleep(left + 1)

/** A calendar day so many days from today, in Almaty. */
export const inDays = (days: number): string => now().plus({ days }).toFormat('yyyy-MM-dd')
