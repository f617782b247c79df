import * as z from 'zod'
import { HsCode } from './hs-code.ts'
import { CalendarDay, Id, identifier, Language, line, Money, note, Sha256, Timestamp } from './primitives.ts'
import { CustomsHoldReason } from './reasons.ts'
import { Incoterm } from './shipment.ts'

export const DocumentKind = z.enum([
  'importPermit',
  'exemption',
  'humanitarianConfirmation',
  'certificateOfConformity',
  'registrationCertificate',
  'commercialInvoice',
  'waybill',
  'certificateOfOrigin',
  'testReport',
  'decontamination',
  'manual',
  'other',
])
export type DocumentKind = z.infer<typeof DocumentKind>

/** Which class of property customs takes the consignment for: each has its own taxes and papers. */
export const Regime = z.enum(['humanitarianAid', 'grant', 'sponsoredHelp', 'purchase'])

const documentFields = {
  document: identifier(40).describe('Its identifier within the shipment, chosen by whoever records it.'),
  kind: DocumentKind,
  number: identifier(100).describe('As its issuer numbered it.'),
  issuer: line(200).describe('Authority or company that issued it.'),
  issuedOn: CalendarDay,
  validFrom: CalendarDay.optional().describe('First day of its validity; the day of issue by default.'),
  validUntil: CalendarDay.optional().describe('Last day of its validity; absent where it does not end.'),
  languages: z.array(Language).min(1).max(3).optional().describe('What it can be read in, as of a manual.'),
  attachment: Sha256.optional().describe('The file, an attachment of the donation.'),
  basis: line(200).optional().describe('The act it rests on, such as an order by its number.'),
}

/** A document as it is recorded: what `document.recorded` carries. */
export const NewDocument = z.strictObject(documentFields)
export type NewDocument = z.infer<typeof NewDocument>

/** A document as a shipment keeps it, in its context's `documents`; withdrawn ones stay. */
export const RecordedDocument = z.object({
  ...documentFields,
  recordedAt: Timestamp,
  recordedBy: Id.optional().describe('The organization that recorded it.'),
  withdrawnAt: Timestamp.optional(),
  withdrawalReason: z.string().optional(),
})
export type RecordedDocument = z.infer<typeof RecordedDocument>

export const DocumentState = z
  .enum(['valid', 'expiring', 'expired', 'notYetValid', 'withdrawn'])
  .describe("On this day in the recipient's zone; `expiring` within thirty days.")
export type DocumentState = z.infer<typeof DocumentState>

/** Days before the end of its validity from which a document counts as expiring. */
const notice = 30

const addDays = (from: string, days: number) =>
  new Date(Date.parse(`${from}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)

/** What a document is worth on a calendar day: it is valid on its first day and on its last. */
export const toDocumentState = (
  { issuedOn, validFrom = issuedOn, validUntil, withdrawnAt }: RecordedDocument,
  on: string,
): DocumentState => {
  if (withdrawnAt) return 'withdrawn'
  if (on < validFrom) return 'notYetValid'
  if (validUntil === undefined) return 'valid'
  if (on > validUntil) return 'expired'
  return validUntil < addDays(on, notice) ? 'expiring' : 'valid'
}

const DeclaredLine = z.strictObject({
  item: Id.describe('An item of the donation of which this shipment carries units.'),
  code: HsCode,
  basis: note(1000).describe(
    'Why this code: a ruling by its number, or an explanation. Customs may contest it.',
  ),
  quantity: z.int().min(1).max(500).optional().describe('Units of the item that are declared in this line.'),
  value: Money.optional(),
})

/** What customs is told of a consignment; `customs.declared` carries it. */
export const NewDeclaration = z.strictObject({
  regime: Regime,
  invoiceValue: Money.describe('Value for customs; of a gift as well.'),
  lines: z
    .array(DeclaredLine)
    .min(1)
    .max(200)
    .describe('Either each has a value, and together they are the invoice value, or none has.'),
})
export type NewDeclaration = z.infer<typeof NewDeclaration>

export const Declaration = NewDeclaration.extend({ declaredAt: Timestamp })
export type Declaration = z.infer<typeof Declaration>

export const Dossier = z
  .object({
    shipment: Id,
    donation: Id,
    incoterm: Incoterm,
    incotermPlace: z.string(),
    origin: z
      .string()
      .optional()
      .describe("Country it is sent from; the first donor's where it was not said."),
    on: CalendarDay.describe("The day of which the dossier tells: today, in the recipient's zone."),
    timeZone: z.string(),
    documents: z.array(RecordedDocument.extend({ state: DocumentState })),
    declaration: Declaration.optional(),
    stays: z
      .array(z.object({ enteredAt: Timestamp, office: z.string().optional(), leftAt: Timestamp.optional() }))
      .describe('Each time it was in customs.'),
    holds: z
      .array(z.object({ heldAt: Timestamp, reason: CustomsHoldReason, releasedAt: Timestamp.optional() }))
      .describe('Each time customs held it back.'),
    timeInCustoms: z
      .object({
        hours: z.number().describe('All stays together, up to now where one goes on.'),
        heldHours: z.number().describe('Of these, held back.'),
        isFinal: z.boolean().describe('Whether it has left customs.'),
      })
      .optional()
      .describe('Absent until customs has had the shipment.'),
  })
  .describe('Papers of a shipment, and what customs did with it.')
export type Dossier = z.infer<typeof Dossier>
