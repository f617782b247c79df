import { findChecklist } from '../../schemas/checklist-catalogue.ts'
import type { Finding, Gate, ShipmentGates } from '../../schemas/gate.ts'
import { gateCatalogue } from '../../workflows/gate-catalogue.ts'
import { ids, type OperationExamples } from './cast.ts'

const getNewest = () => {
  const checklist = findChecklist('dispatch-readiness')
  if (!checklist) throw new Error('there is no checklist to show')
  return checklist
}
const checklist = getNewest()

const place = 'Infant incubator, Neonatal ward.'
/** Why an incubator for other mains does not fit. */
export const mainsFindings: Finding[] = [
  {
    ...{ code: 'voltage', item: ids.item, expected: 110, found: 220 },
    text: `${place} Voltage: the device needs 110 V; the department has 220 V.`,
  },
  {
    ...{ code: 'frequency', item: ids.item, expected: 60, found: 50 },
    text: `${place} Frequency: the device needs 60 Hz; the department has 50 Hz.`,
  },
]

const describe = (code: Gate['code'], state: Gate['state'], rest: Partial<Gate> = {}): Gate => {
  const { title, asks, sources, mayWaive } = gateCatalogue[code]
  const says = { met: 'Met', unmet: 'Not met', waived: 'Waived', notApplicable: 'Does not apply' }[state]
  return {
    ...{ code, state, title: title.en, asks: asks.en, says, findings: [] },
    ...{ sources: [...sources], mayWaive: [...mayWaive], questions: [] },
    ...rest,
  }
}

const ask = (item: string) =>
  checklist.items
    .filter(({ id }) => id === item)
    .map(({ id, texts, by, mayNotApply }) => {
      const of = { checklist: checklist.slug, version: checklist.version }
      return { ...of, item: id, text: texts.en, by, mayNotApply }
    })
const unanswered = ask('user-manual')

const gates: ShipmentGates = {
  shipment: ids.shipment,
  on: '2022-12-10',
  isOpen: false,
  gates: [
    describe('recipient-agreed', 'met'),
    describe('contract-signed', 'met'),
    describe('memorandum-active', 'met'),
    describe('mains-fit', 'waived', {
      findings: mainsFindings,
      waiver: {
        ...{ gate: 'mains-fit', reason: 'solvedOnSite', reasonText: 'Solved on site' },
        ...{ position: 'Head of the engineering department', note: 'Each incubator gets a transformer.' },
        ...{ by: ids.hospital, at: '2022-12-09T05:00:00.000Z' },
      },
    }),
    describe('site-ready', 'notApplicable'),
    describe('manuals-readable', 'unmet', {
      findings: unanswered.map(({ item, text }) => ({
        code: 'unanswered',
        question: item,
        text: `Not answered yet: "${text}"`,
      })),
      questions: unanswered,
    }),
    describe('consumables-assured', 'notApplicable'),
    describe('training-planned', 'notApplicable'),
    describe('permit-valid', 'notApplicable'),
    describe('packing-complete', 'met'),
  ],
}

/** What must hold before a shipment leaves. */
export const gateExamples: Record<string, OperationExamples> = {
  getShipmentGates: { parameters: { id: ids.shipment }, reply: gates },
  listChecklists: { reply: { items: [checklist] } },
  getChecklist: { parameters: { slug: checklist.slug, version: checklist.version }, reply: checklist },
}
