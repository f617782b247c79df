import * as z from 'zod'
import { isBin } from './bin.ts'
import { Country, Id, Language, line, Timestamp, TimeZone } from './primitives.ts'
import { Region } from './region.ts'

export const OrganizationKind = z
  .enum(['foundation', 'club', 'hospital', 'authority', 'supplier', 'carrier'])
  .describe('What the organization is.')
export type OrganizationKind = z.infer<typeof OrganizationKind>

/** A number another register gave the organization, such as a Kazakh BIN (`KZ-BIN`) or a GLN. */
export const OrganizationIdentifier = z
  .strictObject({
    system: z
      .string()
      .regex(/^[A-Z]{2,3}-[A-Z0-9]{2,12}$|^GLN$/)
      .describe('Register, as in the IATI list of registration agencies: `KZ-BIN`, or `GLN`.'),
    value: line(40),
  })
  .refine(({ system, value }) => system !== 'KZ-BIN' || isBin(value), {
    path: ['value'],
    params: { code: 'check-digit' },
  })

const refuseRepeated = (identifiers: z.infer<typeof OrganizationIdentifier>[], context: z.RefinementCtx) => {
  const seen = new Set<string>()
  for (const [place, { system, value }] of identifiers.entries()) {
    if (seen.has(`${system} ${value}`))
      context.addIssue({ code: 'custom', path: [place], params: { code: 'repeated' } })
    seen.add(`${system} ${value}`)
  }
}

export const NewOrganization = z
  .strictObject({
    kind: OrganizationKind,
    name: line(200),
    country: Country,
    region: Region.optional(),
    timeZone: TimeZone.default('Asia/Almaty'),
    language: Language.default('ru').describe('The language the organization reads.'),
    identifiers: z.array(OrganizationIdentifier).max(10).superRefine(refuseRepeated).default([]),
  })
  .describe('An organization to register.')
  .meta({
    examples: [
      {
        kind: 'hospital',
        name: 'Областной перинатальный центр',
        country: 'KZ',
        timeZone: 'Asia/Almaty',
        language: 'kk',
      },
    ],
  })
export type NewOrganization = z.infer<typeof NewOrganization>

export const Organization = z
  .object({
    id: Id,
    kind: OrganizationKind,
    name: z.string(),
    country: z.string(),
    region: z.string().optional(),
    timeZone: z.string(),
    language: Language,
    identifiers: z.array(z.object({ system: z.string(), value: z.string() })),
    createdAt: Timestamp,
  })
  .describe('A party with an identity.')
export type Organization = z.infer<typeof Organization>

export const OrganizationSummary = z.object({ id: Id, kind: OrganizationKind, name: z.string() })
