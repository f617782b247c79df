import * as z from 'zod'
import { CalendarDay, Id, line, Sha256, Timestamp } from './primitives.ts'
import { WaiverReason } from './reasons.ts'
import { WorkflowRole } from './roles.ts'
import { SiteFeature } from './site.ts'

/** What must hold before a shipment leaves, in the order in which it is asked. */
export const GateCode = z.enum([
  'recipient-agreed',
  'contract-signed',
  'memorandum-active',
  'mains-fit',
  'site-ready',
  'manuals-readable',
  'consumables-assured',
  'training-planned',
  'permit-valid',
  'packing-complete',
])
export type GateCode = z.infer<typeof GateCode>

export const GateState = z.enum(['met', 'unmet', 'waived', 'notApplicable'])
export type GateState = z.infer<typeof GateState>

/** What of a socket can differ from what a device needs. */
export const MainsCode = z.enum(['voltage', 'frequency', 'phases', 'plug', 'power'])
export type MainsCode = z.infer<typeof MainsCode>

/** What of a place besides can. */
export const SiteCode = z.enum([
  'opening',
  'feature',
  'temperature',
  'humidity',
  'doorWidth',
  'floorLoad',
  'freeArea',
])
export type SiteCode = z.infer<typeof SiteCode>

export const FindingCode = z.enum([
  ...MainsCode.options,
  ...SiteCode.options,
  'department',
  'agreement',
  'contract',
  'signatures',
  'memorandum',
  'memorandumPeriod',
  'manualLanguage',
  'unanswered',
  'answeredNo',
  'permitMissing',
  'permit',
  'exemption',
  'packing',
])
export type FindingCode = z.infer<typeof FindingCode>

const Range = z.strictObject({ min: z.number(), max: z.number() })
const Value = z.union([
  z.string(),
  z.number(),
  z.boolean(),
  Range,
  z.array(z.union([z.string(), z.number()])),
])

/** One thing that keeps a gate shut, as the comparison finds it. */
export const RawFinding = z.object({
  code: FindingCode,
  item: Id.optional().describe('The item of the donation that it is about.'),
  feature: SiteFeature.optional().describe('Where the code is `feature`.'),
  question: z.string().optional().describe('The question of the checklist that it is about.'),
  document: z.string().optional().describe('The document of the dossier that it is about.'),
  expected: Value.optional().describe('What is asked for.'),
  found: Value.optional().describe('What there is instead; absent where nobody said.'),
})
export type RawFinding = z.infer<typeof RawFinding>

export const Finding = RawFinding.extend({ text: z.string().describe("The same in the reader's language.") })
export type Finding = z.infer<typeof Finding>

/** How somebody answers a question of a checklist. */
export const AnswerValue = z.enum(['yes', 'no', 'notApplicable'])

/** An answer as a shipment keeps it: the last to each question. */
export const ChecklistAnswer = z.object({
  checklist: z.string(),
  version: z.int().describe('Of the checklist, whose text was answered.'),
  item: z.string(),
  answer: AnswerValue,
  note: z.string().optional(),
  attachment: Sha256.optional().describe('What proves it, an attachment of the donation.'),
  by: Id.describe('Organization that answered.'),
  at: Timestamp,
})
export type ChecklistAnswer = z.infer<typeof ChecklistAnswer>

/** A waiver as a shipment keeps it, until it is withdrawn. */
export const Waiver = z.object({
  gate: GateCode,
  reason: WaiverReason,
  position: line(120).describe('Office of the person who waives it.'),
  note: z.string().optional(),
  by: Id.describe('Organization that waives it.'),
  at: Timestamp,
})
export type Waiver = z.infer<typeof Waiver>

/** Guidance that a gate or a question rests on. */
export const Guidance = z
  .strictObject({ document: line(200), clause: line(200).optional(), url: z.url().optional() })
  .describe('Guidance that it rests on.')
export type Guidance = z.infer<typeof Guidance>

const Question = z.object({
  checklist: z.string(),
  version: z.int(),
  item: z.string(),
  text: z.string().describe("In the reader's language."),
  by: z.array(WorkflowRole).describe('Roles that may answer it.'),
  mayNotApply: z.boolean().describe('Whether `notApplicable` settles it.'),
  answer: ChecklistAnswer.omit({ checklist: true, item: true }).optional(),
})

export const Gate = z
  .object({
    code: GateCode,
    state: GateState,
    title: z.string().describe("In the reader's language, as all texts of a gate."),
    asks: z.string().describe('What it asks for.'),
    says: z.string().describe('Its state in words.'),
    findings: z.array(Finding).describe('What keeps it shut, or would without its waiver.'),
    sources: z.array(Guidance),
    mayWaive: z.array(WorkflowRole).describe('Roles that may waive it; empty where nobody may.'),
    waiver: Waiver.extend({ reasonText: z.string() }).optional(),
    questions: z.array(Question).describe('What people answer for it.'),
  })
  .describe('One thing that must hold before a shipment leaves.')
export type Gate = z.infer<typeof Gate>

export const ShipmentGates = z
  .object({
    shipment: Id,
    on: CalendarDay.describe("The day it is judged for: today in the donation's time zone."),
    isOpen: z.boolean().describe('Whether no gate keeps the shipment from leaving.'),
    gates: z.array(Gate),
  })
  .describe('Whether a shipment may leave, and why not.')
export type ShipmentGates = z.infer<typeof ShipmentGates>

/** What the problem `gates-unmet` lists. */
export const UnmetGate = z.object({ code: GateCode, text: z.string(), findings: z.array(Finding) })
export type UnmetGate = z.infer<typeof UnmetGate>
