import type { NewMemorandum } from '../../schemas/memorandum.ts'
import type { Tx } from '../database/client.ts'
import { checkEquipmentTypes, getOrganizations } from '../named.ts'
import { problem } from '../problems/problem.ts'

/** Throws where the list has an entry twice; `pointerTo` leads to the second. */
const refuseRepeated = (entries: readonly string[] | undefined, pointerTo: (place: number) => string) => {
  const place = entries?.findIndex((entry, n) => entries.indexOf(entry) < n) ?? -1
  if (place >= 0) throw problem('duplicate-entry', { pointer: pointerTo(place) })
}

const checkCommitments = ({ startsOn, endsOn, parties, commitments }: NewMemorandum, owner: string) => {
  for (const [place, { by, dueOn }] of commitments.entries()) {
    if (by !== owner && !parties.includes(by))
      throw problem('commitment-by-stranger', { pointer: `/commitments/${place}/by` })
    if (dueOn < startsOn || dueOn > endsOn)
      throw problem('commitment-outside-validity', {
        pointer: `/commitments/${place}/dueOn`,
        values: { startsOn, endsOn },
      })
  }
}

/** Throws where the parts of a memorandum do not fit together. */
export const checkMemorandum = (draft: NewMemorandum, owner: string) => {
  const { startsOn, endsOn, scope, texts, parties, commitments } = draft
  if (endsOn < startsOn) throw problem('validity-inverted', { pointer: '/endsOn' })
  const self = parties.indexOf(owner)
  if (self >= 0) throw problem('owner-among-parties', { pointer: `/parties/${self}` })
  refuseRepeated(parties, (n) => `/parties/${n}`)
  refuseRepeated(scope.regions, (n) => `/scope/regions/${n}`)
  refuseRepeated(scope.equipmentTypes, (n) => `/scope/equipmentTypes/${n}`)
  refuseRepeated(
    texts.map(({ language }) => language),
    (n) => `/texts/${n}/language`,
  )
  refuseRepeated(
    commitments.map(({ id }) => id),
    (n) => `/commitments/${n}/id`,
  )
  checkCommitments(draft, owner)
}

/** Throws where a memorandum names an organization or an equipment type that is not there. */
export const checkNamed = async (tx: Tx, { parties, scope: { equipmentTypes = [] } }: NewMemorandum) => {
  await getOrganizations(
    tx,
    parties.map((id, n) => ({ id, pointer: `/parties/${n}` })),
  )
  await checkEquipmentTypes(
    tx,
    equipmentTypes.map((id, n) => ({ id, pointer: `/scope/equipmentTypes/${n}` })),
  )
}
