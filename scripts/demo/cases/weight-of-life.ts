import { play } from '../acts.ts'
import { createBrowsing } from '../browser.ts'
import { gatherCast } from '../cast.ts'
import { createClient } from '../client.ts'
import { sumUp } from '../finale.ts'
import { printLine, printSection, printTable } from '../page.ts'
import { createStage } from '../stage.ts'
import { tellStory } from '../story.ts'
import type { Perform } from './perform.ts'

/** The public case "Weight of Life": two donations of incubators, of October 2022 to March 2023. */
export const performWeightOfLife: Perform = async ({ service, opened, folder, signal }) => {
  const { url, operatorKey = '' } = service
  const client = createClient(url, signal)
  printLine(`Besik serves at ${url}. Every step below is a request to it.`)
  printSection('Who takes part')
  const { cast, type, readingKey } = await gatherCast(client, operatorKey)
  const members = Object.values(cast)
  printTable(
    members.map(({ name, kind, isNew }) => [name, `${kind}, ${isNew ? 'registered' : 'known already'}`]),
  )
  const stage = createStage(client)
  const browsing = createBrowsing(folder)
  const partner = await opened.enrol(client, cast.korean1)
  printLine(`  ${partner.member.name} has a receiver at ${partner.url}, and got its ping.`)
  const story = tellStory({ url, client, stage, browsing, partner, folder }, cast, type)
  const chapters = await play(story).finally(browsing.close)
  await sumUp(story, chapters)
  printLine(`  Documents, and pictures of the pages in a browser, are in ${folder}.`)
  return { path: `/v1/donations/${chapters[0]?.id ?? ''}`, who: cast.club.name, key: readingKey }
}
