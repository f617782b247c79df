import type { Refusal } from './declaration.ts'
import type { MemorandumMachineEvent } from './memorandum-events.ts'
import type { MemorandumContext } from './memorandum-setup.ts'

type In<Type> = Extract<MemorandumMachineEvent, { type: Type }>

export const isSigned = ({ signatures }: MemorandumContext): boolean =>
  signatures.length > 0 && signatures.every(({ signedAt }) => signedAt !== undefined)

const isOwner = ({ parties }: MemorandumContext, by: string | undefined) =>
  by !== undefined && (parties[by]?.includes('owner') ?? false)

const refuseSignature = (
  { signatures, texts }: MemorandumContext,
  { by, data }: In<'memorandum.signed'>,
): Refusal | undefined => {
  const signature = signatures.find(({ organization }) => organization === by)
  if (signature?.signedAt) return { problem: 'memorandum-already-signed' }
  if (!texts.includes(data.sha256)) return { problem: 'memorandum-text-unknown', pointer: '/data/sha256' }
}

const refuseReport = (
  context: MemorandumContext,
  { by, data }: In<'commitment.reported'>,
): Refusal | undefined => {
  const commitment = context.commitments.find(({ id }) => id === data.commitment)
  if (!commitment)
    return {
      problem: 'commitment-unknown',
      pointer: '/data/commitment',
      values: { commitment: data.commitment },
    }
  if (commitment.by !== by && !isOwner(context, by))
    return { problem: 'commitment-not-yours', pointer: '/data/commitment' }
}

/** Why the memorandum, in a state that accepts the event, refuses it all the same; undefined where it does not. */
export const refuseMemorandum = (
  context: MemorandumContext,
  event: MemorandumMachineEvent,
): Refusal | undefined => {
  switch (event.type) {
    case 'memorandum.signed':
      return refuseSignature(context, event)
    case 'commitment.reported':
      return refuseReport(context, event)
  }
}

/** Whether an event that the state accepts, and the sender's role allows, is for this very organization to send. */
export const isOpenToParty = (context: MemorandumContext, type: string, by: string): boolean => {
  switch (type) {
    case 'memorandum.signed':
      return context.signatures.some(({ organization, signedAt }) => organization === by && !signedAt)
    case 'commitment.reported':
      return isSigned(context) && context.commitments.some((one) => one.by === by || isOwner(context, by))
    default:
      return true
  }
}
