import { setup } from 'xstate'
import type { Policy, Slot } from '../schemas/donation.ts'
import type { FollowUp } from '../schemas/follow-up.ts'
import type { Repair, Unit } from '../schemas/unit.ts'
import { day, type StateMeta, type Tell } from './declaration.ts'
import type { UnitMachineEvent } from './unit-events.ts'
import { isRepairOpen } from './unit-follow-up-refusals.ts'
import { refuseUnit } from './unit-refusals.ts'

/** Days that a unit's deadlines run, from the policy of its donation. */
export type UnitPolicy = Pick<
  Policy,
  'remedy' | 'followUp30' | 'followUp90' | 'followUp180' | 'followUp365' | 'followUpAnswer'
>

export interface UnitContext extends UnitPolicy {
  zone: string
  /** The item of the donation it counts towards. */
  item: string
  /** The place it holds among the contracted units of its item. */
  slot: Slot
  serialNumber?: string
  udi?: string
  replacedBy?: string
  /** What it is checked against, pinned when it was planned. */
  protocol?: Unit['protocol']
  decision?: Unit['decision']
  /** `until` is there once it is decommissioned. */
  service?: Omit<NonNullable<Unit['service']>, 'days'>
  outage?: Unit['outage']
  /** The last repair since it failed. */
  repair?: Repair
  /** Those that have fallen due, in their order. */
  followUps: FollowUp[]
  ending?: { reason?: string; note?: string }
}

export interface UnitInput extends UnitPolicy {
  zone: string
  item: string
  /** The place it takes: an open one, or that of the refused unit it replaces. */
  takes: 'open' | 'remedying'
  serialNumber?: string
  protocol?: Unit['protocol']
}

export const unit = setup({
  types: {
    context: {} as UnitContext,
    events: {} as UnitMachineEvent,
    input: {} as UnitInput,
    meta: {} as StateMeta,
  },
  guards: {
    holds: ({ context, event }) => refuseUnit(context, event) === undefined,
    /** The hospital answers that it works, or that it doesn't. */
    answers: ({ context, event }, isWorking: boolean) =>
      event.type === 'followUp.answered' &&
      event.data.isWorking === isWorking &&
      refuseUnit(context, event) === undefined,
    /** It does not work, and its repair is under way. */
    answersUnrepaired: ({ context, event }) =>
      event.type === 'followUp.answered' &&
      !event.data.isWorking &&
      isRepairOpen(context) &&
      refuseUnit(context, event) === undefined,
  },
  actions: {
    /** A further event for the log; `takes` names what of the event that brought it about it carries. */
    record: (_, _event: { type: string; takes?: readonly string[] }) => {},
    tell: (_, _told: Tell) => {},
  },
  delays: {
    remedy: ({ context }) => context.remedy * day,
    followUp30: ({ context }) => context.followUp30 * day,
    followUp90: ({ context }) => context.followUp90 * day,
    followUp180: ({ context }) => context.followUp180 * day,
    followUp365: ({ context }) => context.followUp365 * day,
    followUpAnswer: ({ context }) => context.followUpAnswer * day,
  },
})
