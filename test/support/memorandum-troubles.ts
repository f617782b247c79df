import { type Built, type Organization, speakAs } from './build.ts'
import { newMemorandum } from './memorandum-requests.ts'
import { sha256 } from './walk.ts'

interface Cast {
  donor: Organization
  recipient: Organization
  supplier: Organization
}

/** A memorandum of a donor and its hospital that is in force, and a draft with a supplier, for another region. */
export const makeTroubledMemoranda = async (built: Built, { donor, recipient, supplier }: Cast) => {
  const make = async (party: Organization, fields: object) => {
    const body = newMemorandum(donor.id, [party.id], { ...fields })
    const { status, body: made } = await speakAs(built, donor).post('/v1/memoranda', body)
    if (status !== 201) throw new Error(`${status} ${JSON.stringify(made)}`)
    return String(made.id)
  }
  const inForce = `/v1/memoranda/${await make(recipient, { scope: { regions: ['KZ-47'] } })}`
  for (const party of [donor, recipient])
    await speakAs(built, party).send(inForce, 'memorandum.signed', { sha256, position: 'Director' })
  return { inForce, elsewhere: await make(supplier, { scope: { regions: ['KZ-10'] } }) }
}
