import type { Confirmation } from '../../schemas/confirmation.ts'
import type { Language } from '../../schemas/primitives.ts'
import { reasonTexts } from '../../schemas/reason-texts.ts'
import { RejectionReason } from '../../schemas/reasons.ts'
import { findPinned } from '../../workflows/unit-refusals.ts'
import type { Dossier, DossierUnit } from '../dossier.ts'
import { getContext } from '../engine/snapshot.ts'
import { isUndecided } from './match.ts'
import type { ConfirmationModel, DeliveryModel, DoneModel, PageUnit } from './page/model.ts'

export interface Place {
  language: Language
  /** Path of the link. */
  path: string
}

/** Whether it is open how the unit will be decided; a link may be looked at before the consignment has left. */
const isOpen = ({ row }: DossierUnit) => row.state === 'packed' || isUndecided(row)

/** How a unit was decided, as long as it awaits no other decision. */
const settledAs = (unit: DossierUnit): PageUnit['settled'] => {
  if (isOpen(unit)) return undefined
  return unit.row.state === 'lost' ? 'missing' : (getContext('unit', unit.row).decision?.outcome ?? 'missing')
}

const toDelivery = ({ donation, shipment, donors, recipient }: Dossier, place: Place): DeliveryModel => {
  const { transport, packages } = getContext('shipment', shipment.row)
  return {
    ...place,
    hospital: recipient.name,
    donors: donors.map(({ name }) => name),
    donation: { title: donation.title, code: donation.code },
    shipment: {
      code: shipment.code,
      dispatchedAt: transport?.dispatchedAt,
      arrivedAt: transport?.arrivedAt,
      packages: packages.length > 0 ? packages.length : undefined,
    },
    timeZone: recipient.timeZone,
  }
}

const toPageUnit = (unit: DossierUnit, language: Language): PageUnit => {
  const context = getContext('unit', unit.row)
  const pinned = findPinned(context) ?? { slug: '', version: 1, checks: [] }
  return {
    id: unit.row.id,
    code: unit.code,
    type: unit.equipment[language],
    maker: unit.maker,
    model: unit.model,
    serialNumber: context.serialNumber,
    udi: context.udi,
    protocol: { slug: pinned.slug, version: pinned.version },
    checks: pinned.checks,
    settled: settledAs(unit),
  }
}

const reasons = RejectionReason.options.map((code) => ({ code, texts: reasonTexts.rejection[code] }))

/** What the form is rendered from. */
export const toFormModel = (dossier: Dossier, place: Place, expiresAt: string): ConfirmationModel => ({
  ...toDelivery(dossier, place),
  isCounted: dossier.shipment.row.state === 'received',
  units: dossier.units.map((unit) => toPageUnit(unit, place.language)),
  expiresAt,
  reasons,
})

/** What the page after a confirmation is rendered from. */
export const toDoneModel = (dossier: Dossier, place: Place, confirmation: Confirmation): DoneModel => {
  const known = new Map(dossier.units.map((unit) => [unit.row.id, unit]))
  return {
    ...toDelivery(dossier, place),
    signer: confirmation.signer,
    confirmedAt: confirmation.createdAt,
    textSha256: confirmation.textSha256,
    units: confirmation.units.flatMap(({ id, code, outcome }) => {
      const unit = known.get(id)
      if (!unit) return []
      const { serialNumber } = getContext('unit', unit.row)
      return [{ code, type: unit.equipment[place.language], serialNumber, outcome }]
    }),
    remaining: dossier.units.filter(isOpen).length,
    documents: (['kk', 'ru', 'en'] as const).map((language) => ({
      language,
      href: `${place.path}/act.pdf?lang=${language}`,
    })),
  }
}
