import t from 'tap'
import { measureCustoms } from '../../src/dossiers/clock.ts'

const on = (day: number, hour = 0) =>
  `2022-12-${String(day).padStart(2, '0')}T${String(hour).padStart(2, '0')}:00:00.000Z`
const reason = 'permitMissing' as const

t.test('a shipment that customs never had has no time in it', async (t) => {
  t.strictSame(measureCustoms({}, on(31)), { stays: [], holds: [] })
})

t.test('adds up stays and holds, and runs on where one goes on', async (t) => {
  const customs = {
    enteredAt: on(10),
    stays: [
      { enteredAt: on(1), leftAt: on(2) },
      { enteredAt: on(10), office: 'Almaty' },
    ],
    holds: [
      { heldAt: on(1, 6), reason, releasedAt: on(1, 18) },
      { heldAt: on(10, 12), reason },
    ],
  }
  t.match(measureCustoms({ customs }, on(11)).timeInCustoms, { hours: 48, heldHours: 24, isFinal: false })
  t.match(measureCustoms({ customs }, on(12)).timeInCustoms, { hours: 72, heldHours: 48, isFinal: false })
})

t.test('stands still once customs is left', async (t) => {
  const customs = { enteredAt: on(1), stays: [{ enteredAt: on(1), leftAt: on(3, 9) }], holds: [] }
  t.match(measureCustoms({ customs }, on(31)).timeInCustoms, { hours: 57, heldHours: 0, isFinal: true })
})

t.test('takes arrival for the end where nobody said that customs was left', async (t) => {
  const transport = { mode: 'air', dispatchedAt: on(1), arrivedAt: on(4) }
  const customs = { enteredAt: on(2), heldAt: on(3), holdReason: reason }
  const { stays, holds, timeInCustoms } = measureCustoms({ customs, transport }, on(31))
  t.match(stays, [{ enteredAt: on(2), leftAt: on(4) }])
  t.match(holds, [{ heldAt: on(3), releasedAt: on(4) }])
  t.match(timeInCustoms, { hours: 48, heldHours: 24, isFinal: true })
})

t.test('counts no time where the end was told to be before the beginning', async (t) => {
  const customs = { enteredAt: on(5), stays: [{ enteredAt: on(5), leftAt: on(4) }], holds: [] }
  t.match(measureCustoms({ customs }, on(31)).timeInCustoms, { hours: 0, isFinal: true })
})
