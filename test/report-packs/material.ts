import { makeCode } from '../../schemas/code.ts'
import type { Slots } from '../../schemas/donation.ts'
import type { FollowUp } from '../../schemas/follow-up.ts'
import type { Material } from '../../src/report-packs/summarize.ts'
import { openSlots } from '../../workflows/slots.ts'

const id = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`

export const foundation = { id: id(1), kind: 'foundation' as const, name: 'Qazaqstan Khalqyna' }
export const club = { id: id(2), kind: 'club' as const, name: 'Rotary Club Almaty' }
export const hospital = { id: id(3), kind: 'hospital' as const, name: 'City Perinatal Center' }

export const laser = {
  id: id(11),
  names: { kk: 'Офтальмологиялық лазер', ru: 'Офтальмологический лазер', en: 'Ophthalmic laser' },
}
export const scope = {
  id: id(12),
  names: { kk: 'Офтальмоскоп', ru: 'Офтальмоскоп', en: 'Ophthalmoscope' },
}

const slots = (quantity: number, moved: Partial<Slots>): Slots => ({ ...openSlots(quantity), ...moved })

const answered = (days: FollowUp['days'], dueAt: string, rest: Partial<FollowUp>): FollowUp => ({
  days,
  state: 'answered',
  dueAt,
  answeredAt: dueAt,
  isWorking: true,
  ...rest,
})

const examined = (people: number) => ({
  from: '2023-04-01',
  to: '2023-06-30',
  people,
  kind: 'examined' as const,
})

/** Two donations of a programme: one of three lasers, two of them in use, and one of scopes without a value. */
export const material: Material = {
  programme: {
    about: {
      id: id(21),
      slug: 'rop',
      names: {
        kk: 'Шала туған нәрестелердің көзін сақтау',
        ru: 'Сохранить зрение недоношенным',
        en: 'Sight for preterm infants',
      },
      startsOn: '2023-01-01',
      endsOn: '2024-12-31',
      owner: foundation,
      currency: 'KZT',
    },
    goals: [
      { type: laser, equipmentType: laser.id, quantity: 10 },
      // A part of the goal of all regions together.
      { type: laser, equipmentType: laser.id, region: 'KZ-75', quantity: 6 },
    ],
    funders: [
      {
        organization: foundation,
        planned: 30_700_000_000,
        received: [
          { on: '2023-02-01', amount: 10_000_000_000 },
          { on: '2024-02-01', amount: 20_700_000_000 },
        ],
      },
    ],
    parties: [
      { organization: foundation, roles: ['owner', 'funder'] },
      { organization: hospital, roles: ['recipient'] },
    ],
  },
  donations: [
    {
      code: makeCode('D', id(41)),
      title: 'Lasers for the City Perinatal Center',
      state: 'accepting',
      recipient: hospital,
      parties: [
        { organization: foundation, roles: ['donor'] },
        { organization: club, roles: ['partner'] },
        { organization: hospital, roles: ['recipient'] },
      ],
      items: [{ id: id(31), type: laser, quantity: 3, value: { amount: 1_000_000_00, currency: 'KZT' } }],
      slots: { [id(31)]: slots(0, { inService: 1, accepted: 1, arrived: 1 }) },
    },
    {
      code: makeCode('D', id(42)),
      title: 'Ophthalmoscopes',
      state: 'declined',
      recipient: hospital,
      parties: [{ organization: foundation, roles: ['donor'] }],
      items: [{ id: id(32), type: scope, quantity: 5, value: null }],
      slots: { [id(32)]: slots(5, {}) },
    },
  ],
  units: [
    {
      state: 'inService',
      followUps: [
        answered(30, '2023-06-30T17:59:59.999Z', { uses: examined(1265) }),
        { days: 90, state: 'overdue', dueAt: '2023-08-30T17:59:59.999Z' },
      ],
    },
    { state: 'outOfService', followUps: [answered(30, '2023-07-01T17:59:59.999Z', { isWorking: false })] },
    { state: 'accepted', followUps: [] },
  ],
}
