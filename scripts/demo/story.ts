import type { Donation } from '../../schemas/donation.ts'
import type { EquipmentType } from '../../schemas/equipment-type.ts'
import type { Browsing } from './browser.ts'
import type { Cast } from './cast.ts'
import type { Client } from './client.ts'
import type { Partner } from './partner.ts'
import { type Actor, act } from './registry.ts'
import type { Case, Stage } from './stage.ts'

/** Where the story is played, and where what it makes is kept. */
export interface Scenery {
  url: string
  client: Client
  stage: Stage
  browsing: Browsing
  partner: Partner
  /** Takes the documents and pictures that the story brings. */
  folder: string
}

/** Who plays, where, and what is given. */
export interface Story extends Scenery {
  cast: Cast
  type: EquipmentType
  /** Offices that act more than once. */
  actors: Record<'president' | 'logistics' | 'engineer' | 'dispatcher', Actor>
}

/** One of the two donations. */
export interface Chapter extends Case {
  item: string
  quantity: number
}

export const openChapter = (scene: Case, { items: [item] }: Donation): Chapter => ({
  ...scene,
  item: item?.id ?? '',
  quantity: item?.quantity ?? 0,
})

export const tellStory = (scenery: Scenery, cast: Cast, type: EquipmentType): Story => ({
  ...scenery,
  cast,
  type,
  actors: {
    president: act('President', cast.club),
    logistics: act('Logistics manager', cast.supplier),
    engineer: act('Service engineer', cast.supplier),
    dispatcher: act('Dispatcher', cast.carrier),
  },
})
