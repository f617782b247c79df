import { donationDetail } from './donations/detail.ts'
import { endpointDetail } from './endpoints/detail.ts'
import type { Details } from './engine/read.ts'
import { memorandumDetail } from './memoranda/detail.ts'
import { needDetail } from './needs/detail.ts'
import { programmeDetail } from './programmes/detail.ts'
import { recallDetail } from './recalls/detail.ts'
import { shipmentDetail } from './shipments/detail.ts'
import { unitDetail } from './units/detail.ts'

/** For each kind, the SQL of what does not change with its state. */
export const details: Details = {
  donation: donationDetail,
  shipment: shipmentDetail,
  unit: unitDetail,
  need: needDetail,
  memorandum: memorandumDetail,
  programme: programmeDetail,
  recall: recallDetail,
  endpoint: endpointDetail,
}
