import type { Language } from '../../schemas/primitives.ts'
import { findProtocol } from '../../schemas/protocol-catalogue.ts'
import { reasonTexts } from '../../schemas/reason-texts.ts'
import { RejectionReason } from '../../schemas/reasons.ts'
import { findPinned, judgeUnit } from '../../workflows/unit-refusals.ts'
import type { Dossier, DossierParty, DossierUnit } from '../dossier.ts'
import { getContext } from '../engine/snapshot.ts'
import type { ActCheck, ActData, ActDevice, ActInspection, PartyData } from './act.ts'
import type { Decided } from './act-evidence.ts'

/** A confirmation in as much as an act tells of it. */
export interface Signed {
  language: Language
  textSha256: string
  signerName: string
  signerPosition: string
  linkId: string | null
  createdAt: Date
}

export const toParty = ({ name, kind, country, identifiers }: DossierParty): PartyData => ({
  name,
  kind,
  country,
  identifiers,
})

const toInspection = ({ row }: DossierUnit, { data, occurredAt }: Decided): ActInspection | undefined => {
  const context = getContext('unit', row)
  const pinned = findPinned(context)
  const protocol = pinned && findProtocol(pinned.slug, pinned.version)
  const { inspection } = data
  if (!pinned || !protocol || !inspection) return undefined
  const judged = judgeUnit(context, inspection, occurredAt)
  const passed = new Set(judged?.passed.map(({ id }) => id))
  const failed = new Set(judged?.failed.map(({ id }) => id))
  const checks = pinned.checks.map((check): ActCheck => {
    const result = inspection.results.find((one) => one.check === check.id)
    const option = check.type === 'choice' && check.options.find(({ value }) => value === result?.value)
    return {
      texts: check.texts,
      value: option ? option.texts : result?.value,
      ...(check.type === 'number' && { unit: check.unit, limit: check.limit }),
      ...((passed.has(check.id) || failed.has(check.id)) && { passed: passed.has(check.id) }),
      isSafety: check.isSafety,
      instrument: result?.instrument,
      photos: result?.photos.length ?? 0,
      note: result?.note,
    }
  })
  const { tester, instruments } = inspection
  const { names, version } = protocol
  return { protocol: { names, version }, tester, inspectedAt: occurredAt, instruments, checks }
}

/** The decision that stands: a repaired unit awaits another, and one that got lost none. */
const findStanding = ({ row }: DossierUnit) =>
  row.state === 'arrived' || row.state === 'lost' ? undefined : getContext('unit', row).decision

const toDevice = (unit: DossierUnit, decided: Decided | undefined): ActDevice => {
  const { serialNumber, udi } = getContext('unit', unit.row)
  const decision = findStanding(unit)
  const reason = RejectionReason.safeParse(decision?.reason).data
  const { code, equipment, maker, model } = unit
  return {
    ...{ code, equipment, maker, model, serialNumber, udi },
    outcome: unit.row.state === 'lost' ? 'missing' : (decision?.outcome ?? 'undecided'),
    reason: reason && reasonTexts.rejection[reason],
    note: decision?.note,
    inspection: decision && decided && toInspection(unit, decided),
  }
}

export const toContract = ({
  contract,
}: {
  contract?: { number: string; signatures: { signedAt?: string }[] }
}) => {
  if (!contract) return undefined
  const days = contract.signatures.flatMap(({ signedAt }) => (signedAt ? [signedAt] : []))
  return { number: contract.number, signedAt: days.sort().at(-1) }
}

/** All that a handover act says of a shipment, from what is stored of it. */
export const toActData = (
  { donation, shipment, parties, recipient, donors, units, now }: Dossier,
  decisions: Map<string, Decided>,
  signed: Signed[],
  { languages, verificationUrl }: { languages: Language[]; verificationUrl: string },
): ActData => {
  const context = getContext('shipment', shipment.row)
  const [donor] = donors
  if (!donor) throw new Error(`donation ${donation.row.id} has no donor`)
  const { receipt, packages } = context
  return {
    languages,
    timeZone: recipient.timeZone,
    madeAt: now,
    place: shipment.incotermPlace,
    donation: { code: donation.code, title: donation.title },
    shipment: { code: shipment.code, reference: shipment.reference },
    contract: toContract(getContext('donation', donation.row)),
    handsOver: toParty(donor),
    receives: toParty(recipient),
    others: parties
      .filter(({ id }) => id !== donor.id && id !== recipient.id)
      .flatMap((party) => party.roles.slice(0, 1).map((role) => ({ role, party: toParty(party) }))),
    devices: units.map((unit) => toDevice(unit, decisions.get(unit.row.id))),
    receipt: receipt && {
      packed: packages.length,
      counted: receipt.packages,
      sealsIntact: receipt.sealsIntact,
      receivedAt: receipt.receivedAt,
      note: receipt.note,
    },
    signatures: signed.map((one) => ({
      side: 'receives',
      organization: recipient.name,
      position: one.signerPosition,
      name: one.signerName,
      signedAt: one.createdAt.toISOString(),
      method: one.linkId === null ? 'account' : 'link',
      text: { language: one.language, sha256: one.textSha256 },
    })),
    chain: { sequence: donation.row.sequence ?? 0, hash: donation.row.hash ?? '' },
    verificationUrl,
  }
}
