import { Role } from '../../schemas/roles.ts'
import type { Texts } from './entry.ts'

const roleNames: Record<Role, Texts> = {
  donor: { kk: 'донор', ru: 'донор', en: 'donor' },
  recipient: { kk: 'алушы', ru: 'получатель', en: 'recipient' },
  coordinator: { kk: 'үйлестіруші', ru: 'координатор', en: 'coordinator' },
  partner: { kk: 'серіктес', ru: 'партнёр', en: 'partner' },
  supplier: { kk: 'жеткізуші', ru: 'поставщик', en: 'supplier' },
  carrier: { kk: 'тасымалдаушы', ru: 'перевозчик', en: 'carrier' },
  authority: { kk: 'мемлекеттік орган', ru: 'государственный орган', en: 'authority' },
}

/** Name of a role to a reader; undefined where the word is no role. */
export const findRoleName = (word: string): Texts | undefined => {
  const role = Role.safeParse(word)
  return role.success ? roleNames[role.data] : undefined
}
