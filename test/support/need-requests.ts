import { type Built, type Organization, speakAs } from './build.ts'
import type { Tenant } from './tenants.ts'

const newNeed = (
  {
    department,
    equipmentType,
    authority,
  }: Pick<Tenant['open'], 'department' | 'equipmentType' | 'authority'>,
  fields: Record<string, unknown> = {},
) => ({
  ...{ department, equipmentType, authority, quantity: 100, urgency: 'soon' },
  ...{ justification: 'Newborns share incubators.', contactRole: 'Biomedical engineer' },
  ...fields,
})

/**
 * Asks for equipment, twice: one need is a draft that was submitted and sent back; the other is endorsed, so that
 * anybody may look it up.
 */
export const addNeeds = async (
  built: Built,
  clinic: Organization,
  { department, equipmentType, mark }: { department: string; equipmentType: string; mark: string },
) => {
  const authority = await built.makeOrganization({ kind: 'authority', name: `Authority of ${mark.length}` })
  const [hospital, office] = [speakAs(built, clinic), speakAs(built, authority)]
  const ask = async (...[type, data, fields]: [type: string, data: object, fields?: object]) => {
    const body = newNeed({ department, equipmentType, authority: authority.id }, { ...fields })
    const { body: need } = await hospital.post('/v1/needs', body)
    const path = `/v1/needs/${need.id}`
    await hospital.send(path, 'need.submitted')
    const { status, body: answer } = await office.send(path, type, data)
    if (status !== 201) throw new Error(`${status} ${JSON.stringify(answer)}`)
    return String(need.id)
  }
  const texts = { justification: `Justification ${mark}`, contactRole: `Engineer ${mark}` }
  return {
    draft: await ask('need.returned', { reason: 'incomplete', note: `Note ${mark}` }, texts),
    endorsed: await ask('need.endorsed', {}),
    authority: authority.id,
  }
}

/** What a hospital asks of its needs, and everybody of those that are endorsed. */
export const needRequests = {
  createNeed: ({ open }: Tenant) => ({
    as: 'recipient' as const,
    isMeant: true as const,
    body: newNeed(open),
  }),
  changeNeed: ({ own, open }: Tenant) => ({
    id: own.need,
    as: 'recipient' as const,
    isMeant: true as const,
    body: newNeed(open, { quantity: 90 }),
  }),
  listNeeds: () => ({ as: 'recipient' as const }),
  listOpenNeeds: () => ({}),
  getNeed: ({ own }: Tenant) => ({ id: own.need, as: 'recipient' as const }),
  appendNeedEvent: ({ own }: Tenant) => ({ id: own.need, as: 'recipient' as const }),
  listMatches: ({ open }: Tenant) => ({ query: { equipmentType: open.equipmentType, quantity: '1' } }),
  listNeedMatches: ({ own }: Tenant) => ({ id: own.need, as: 'recipient' as const }),
  listNeedEvents: ({ own }: Tenant) => ({ id: own.need, as: 'recipient' as const }),
  getNeedEvent: ({ own }: Tenant) => ({ id: own.need, as: 'recipient' as const }),
}
