import type * as z from 'zod'
import type { Act } from '../../schemas/act.ts'
import type { Confirmation, NewConfirmation } from '../../schemas/confirmation.ts'
import type { ConfirmationLink } from '../../schemas/confirmation-link.ts'
import type { AdditionalCheck, Check } from '../../schemas/protocol.ts'
import { findProtocol } from '../../schemas/protocol-catalogue.ts'
import { codes, ids, type OperationExamples } from './cast.ts'
import { sha256 } from './donation-samples.ts'
import { inspection } from './inspection-sample.ts'

const url = 'https://besik.example.org/c/7H2K9QX4TBM3N8R5W6YC0D1EFG'

const link: ConfirmationLink = {
  id: ids.link,
  shipment: ids.shipment,
  language: 'kk',
  expiresAt: '2023-04-05T18:59:59.999Z',
  url,
  qr: '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 82 82"></svg>',
}

const newConfirmation: z.input<typeof NewConfirmation> = {
  language: 'ru',
  signer: { name: 'Name as under the act', position: 'Deputy director' },
  receipt: { packages: 2, sealsIntact: true },
  decisions: [
    {
      unit: ids.unit,
      outcome: 'accepted',
      serialNumber: 'INC-22-0417',
      inspection,
    },
    {
      unit: ids.secondUnit,
      outcome: 'rejected',
      reason: 'failedSafetyTest',
      note: 'The alarm of the air temperature stays silent.',
    },
  ],
}

const confirmation: Confirmation = {
  id: ids.confirmation,
  shipment: ids.shipment,
  donation: ids.donation,
  language: 'ru',
  text: 'Подтверждаем получение медицинского оборудования.\n…\n',
  textSha256: sha256,
  signer: newConfirmation.signer,
  units: [
    { id: ids.unit, code: codes.unit, outcome: 'accepted', state: 'accepted' },
    { id: ids.secondUnit, code: codes.secondUnit, outcome: 'rejected', state: 'rejected' },
  ],
  createdAt: '2023-01-10T05:00:31.233Z',
}

const act: Act = {
  id: ids.act,
  shipment: ids.shipment,
  donation: ids.donation,
  languages: ['kk', 'ru'],
  sha256,
  verificationUrl: `https://besik.example.org/acts/${ids.act}`,
  createdAt: '2023-01-10T05:01:02.118Z',
}

const check: Check = {
  id: 'cart-brakes',
  type: 'boolean',
  texts: {
    kk: 'Арбаның тежегіштері ұстай ма?',
    ru: 'Держат ли тормоза тележки?',
    en: 'Do the brakes of the cart hold?',
  },
  isSafety: true,
  isRequired: true,
  needsPhoto: false,
  needsInstrument: false,
  expects: true,
}

const added: AdditionalCheck = {
  id: ids.check,
  equipmentType: ids.equipmentType,
  check,
  createdAt: '2022-11-02T05:10:00.000Z',
}

const protocol = findProtocol('generic-device', 1)

/** Protocols, confirmations and the papers that come of them. */
export const confirmationExamples: Record<string, OperationExamples> = {
  listProtocols: { reply: { items: [protocol] } },
  getProtocol: { parameters: { slug: 'generic-device' }, reply: protocol },
  addCheck: { parameters: { id: ids.equipmentType }, request: { check }, reply: added },
  listChecks: { parameters: { id: ids.equipmentType }, reply: { items: [added] } },
  withdrawCheck: {
    parameters: { id: ids.check },
    request: {},
    reply: { ...added, withdrawnAt: '2023-02-01T05:10:00.000Z' },
  },
  issueConfirmationLink: { parameters: { id: ids.shipment }, request: { language: 'kk' }, reply: link },
  confirmShipment: { parameters: { id: ids.shipment }, request: newConfirmation, reply: confirmation },
  getConfirmation: { parameters: { id: ids.confirmation }, reply: confirmation },
  issueAct: { parameters: { id: ids.shipment }, request: { languages: ['kk', 'ru'] }, reply: act },
  getAct: { parameters: { id: ids.act }, reply: act },
  getActDocument: { parameters: { id: ids.act }, reply: undefined },
  getPackingList: { parameters: { id: ids.shipment }, reply: undefined },
  getLabels: { parameters: { id: ids.shipment }, reply: undefined },
}
