import { toElementString } from '../../schemas/gs1.ts'
import type { Language } from '../../schemas/primitives.ts'
import { Incoterm } from '../../schemas/shipment.ts'
import { readUdi } from '../../schemas/udi.ts'
import type { Dossier, DossierUnit } from '../dossier.ts'
import { getContext } from '../engine/snapshot.ts'
import { toContract, toParty } from './act-data.ts'
import type { LabelsData } from './labels.ts'
import type { PackingListData } from './packing-list.ts'

export interface PaperOptions {
  languages: Language[]
  linkTo: (path: string) => string
}

const describe = ({ code, equipment, maker, model, row }: DossierUnit) => ({
  ...{ code, equipment, maker, model },
  serialNumber: getContext('unit', row).serialNumber,
})

const placeUnits = ({ shipment, units }: Dossier) => {
  const known = new Map(units.map((unit) => [unit.row.id, unit]))
  return getContext('shipment', shipment.row).packages.map((one) => ({
    ...one,
    units: one.units.flatMap((id) => known.get(id) ?? []),
  }))
}

/** All that a packing list says of a shipment. */
export const toPackingList = (dossier: Dossier, { languages, linkTo }: PaperOptions): PackingListData => {
  const { donation, shipment, donors, recipient } = dossier
  const [donor] = donors
  if (!donor) throw new Error(`donation ${donation.row.id} has no donor`)
  const { transport } = getContext('shipment', shipment.row)
  return {
    languages,
    timeZone: recipient.timeZone,
    // The day on which the consignment last changed: the same list has the same bytes tomorrow.
    madeAt: shipment.row.updatedAt,
    donation: { code: donation.code, title: donation.title },
    shipment: { code: shipment.code, reference: shipment.reference },
    contract: toContract(getContext('donation', donation.row)),
    incoterm: Incoterm.parse(shipment.incoterm),
    incotermPlace: shipment.incotermPlace,
    consignor: toParty(donor),
    consignee: toParty(recipient),
    ...(transport?.carrier && { carrier: { name: transport.carrier, reference: transport.reference } }),
    packages: placeUnits(dossier).map(({ number, weight, units }) => ({
      number,
      weight,
      units: units.map(describe),
    })),
    verificationUrl: linkTo(`/v1/shipments/${shipment.row.id}`),
  }
}

const toGs1 = ({ row }: DossierUnit) => {
  const { udi } = getContext('unit', row)
  const read = udi === undefined ? undefined : readUdi(udi)
  if (!read || !('udi' in read) || !read.udi.elements) return undefined
  return toElementString(read.udi.elements)
}

/** All that the labels of a shipment say: one a package, one a unit. */
export const toLabels = (dossier: Dossier, { languages, linkTo }: PaperOptions): LabelsData => {
  const { shipment, donors, recipient, units } = dossier
  const packages = placeUnits(dossier)
  const places = new Map(packages.flatMap((one, n) => one.units.map(({ row }) => [row.id, n + 1])))
  const url = linkTo(`/v1/shipments/${shipment.row.id}`)
  return {
    languages,
    madeAt: shipment.row.updatedAt,
    shipment: { code: shipment.code },
    donor: donors.map(({ name }) => name).join(', '),
    recipient: recipient.name,
    packageCount: packages.length,
    packages: packages.map(({ number, weight, units: inside }, n) => ({
      ...{ number, weight, url, units: inside.length },
      place: n + 1,
    })),
    units: units.map((unit) => ({
      ...describe(unit),
      elementString: toGs1(unit),
      place: places.get(unit.row.id),
      url: linkTo(`/v1/units/${unit.row.id}`),
    })),
  }
}
