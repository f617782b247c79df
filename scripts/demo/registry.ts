import type * as z from 'zod'
import { EquipmentType, type NewEquipmentType } from '../../schemas/equipment-type.ts'
import { MadeKey, type NewKey } from '../../schemas/key.ts'
import { type NewOrganization, Organization } from '../../schemas/organization.ts'
import { page } from '../../schemas/primitives.ts'
import type { Client } from './client.ts'
import { Deviation } from './deviation.ts'

export type Profile = Pick<
  z.input<typeof NewOrganization>,
  'kind' | 'name' | 'country' | 'region' | 'timeZone' | 'language'
>

export interface Member {
  id: string
  name: string
  kind: string
  key: string
  isNew: boolean
}

/** Somebody who acts: an office of an organization. */
export interface Actor {
  member: Member
  position: string
}

export const act = (position: string, member: Member): Actor => ({ position, member })

/** The operator's hand: registers what a story needs, or finds it where an earlier run registered it. */
export const openRegistry = (client: Client, operatorKey: string) => {
  const key = operatorKey
  const post = <Body extends z.ZodType>(path: string, schema: Body, body: unknown) =>
    client.obtain(path, schema, { key, body })

  /** Organizations of the kind whose names hold the text, a hundred at most. */
  const search = async ({ kind, name }: Pick<Profile, 'kind' | 'name'>) => {
    const path = `/v1/organizations?${new URLSearchParams({ kind, q: name, limit: '100' })}`
    const { body } = await client.obtain(path, page(Organization), { key })
    return body.items
  }

  const expiresAt = new Date(Date.now() + 86_400_000).toISOString()
  const makeKey = async (id: string, name: string, scopes: NewKey['scopes']) => {
    const { body } = await post(`/v1/organizations/${id}/keys`, MadeKey, { name, scopes, expiresAt })
    if (!body.secret) throw new Deviation('A key was made, and its secret was not told.')
    return body.secret
  }

  const join = async (profile: Profile, known: Organization | undefined): Promise<Member> => {
    const { id, name, kind } = known ?? (await post('/v1/organizations', Organization, profile)).body
    return { id, name, kind, key: await makeKey(id, 'Demo', ['read', 'write']), isNew: !known }
  }

  return {
    search,
    makeKey,
    /** A member with a key for a day, given what is known of it. */
    join,
    enlist: async (profile: Profile): Promise<Member> => {
      const found = await search(profile)
      return join(
        profile,
        found.find((one) => one.name === profile.name),
      )
    },
    introduce: async (type: z.input<typeof NewEquipmentType>): Promise<EquipmentType> => {
      const path = `/v1/equipment-types?slug=${type.slug}`
      const { body } = await client.obtain(path, page(EquipmentType), { key })
      return body.items[0] ?? (await post('/v1/equipment-types', EquipmentType, type)).body
    },
  }
}
export type Registry = ReturnType<typeof openRegistry>
