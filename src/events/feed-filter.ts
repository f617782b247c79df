import * as z from 'zod'
import { EventPattern } from '../../schemas/endpoint.ts'
import { Id } from '../../schemas/primitives.ts'
import { ProgrammeSlug } from '../../schemas/programme-slug.ts'
import { Role } from '../../schemas/roles.ts'
import { isEventPattern } from '../../workflows/catalogue.ts'
import { problem } from '../problems/problem.ts'

const split = (given: unknown): unknown =>
  [given].flat().flatMap((one) => (typeof one === 'string' ? one.split(',') : [one]))

/** A parameter that is given several times, or once with commas. */
const several = <Item extends z.ZodType>(item: Item, max: number, says: string) =>
  z.preprocess(split, z.array(item).min(1).max(max)).optional().describe(says)

/** Query of whatever reads the feed: it is narrowed as an endpoint is. */
export const feedFilters = {
  type: several(
    EventPattern,
    100,
    'Types of event, such as `unit.accepted` or `unit.*`: repeated, or with commas.',
  ),
  donation: several(Id, 200, 'Only of these donations: repeated, or with commas.'),
  role: several(
    Role,
    Role.options.length,
    'Only of donations in which the caller has one of these roles now, while it reads. An endpoint goes by the roles ' +
      'at the moment of publication.',
  ),
  programme: several(ProgrammeSlug, 50, 'Only of these campaigns, and of donations under them.'),
}

const names = ['type', 'donation', 'role', 'programme'] as const

/** What a feed is narrowed to: each value is a list with commas, always written in the same way. */
export type FeedFilter = Partial<Record<(typeof names)[number], string>>

/** The filter of a query, for types that there are, so written that the same one always binds a cursor in the same way. */
export const toFeedFilter = (query: z.output<z.ZodObject<typeof feedFilters>>): FeedFilter => {
  const { type, ...rest } = query
  if (type && !type.every(isEventPattern))
    throw problem('unknown-event-pattern', { errors: [{ in: 'query', name: 'type' }] })
  const given = { ...rest, ...(!type?.includes('*') && { type }) }
  return Object.fromEntries(
    names.flatMap((name) => (given[name] ? [[name, [...new Set(given[name])].sort().join(',')]] : [])),
  )
}
