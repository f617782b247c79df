import * as z from 'zod'

/** Why a recipient declines an offered donation. */
export const DeclineReason = z.enum([
  'notNeeded',
  'siteNotReady',
  'unaffordableUpkeep',
  'unsuitable',
  'other',
])
/** Why a donor takes a pledge back. */
export const WithdrawalReason = z.enum([
  'fundsUnavailable',
  'equipmentUnavailable',
  'agreementNotReached',
  'other',
])
/** Why a contracted donation or a shipment is called off before it leaves. */
export const CancellationReason = z.enum([
  'donorUnable',
  'recipientUnable',
  'permitRefused',
  'replanned',
  'other',
])
/** Why a hospital refuses a device. */
export const RejectionReason = z.enum([
  'damagedInTransit',
  'wrongItem',
  'wrongMains',
  'missingAccessory',
  'missingManual',
  'failedSafetyTest',
  'failedPerformanceTest',
  'shortShelfLife',
  'notRequested',
  'other',
])
/** Why customs holds a consignment. */
export const CustomsHoldReason = z.enum([
  'permitMissing',
  'documentMismatch',
  'valueQueried',
  'inspection',
  'unpaidDuty',
  'other',
])
/** Why a consignment or a device went back to its sender. */
export const ReturnReason = z.enum([
  'customsRefused',
  'recipientUnable',
  'underWarranty',
  'notRequested',
  'other',
])
/** How a device that nobody will use leaves. */
export const DisposalReason = z.enum(['beyondRepair', 'uneconomicRepair', 'unsafe', 'recalled', 'other'])
/** Why a device in service stopped working. */
export const OutageReason = z.enum([
  'spareParts',
  'consumables',
  'power',
  'staff',
  'training',
  'broken',
  'notNeeded',
  'other',
])

/** Every coded reason list by name; `reason-texts.ts` holds what each says in kk, ru and en. */
export const reasonLists = {
  decline: DeclineReason,
  withdrawal: WithdrawalReason,
  cancellation: CancellationReason,
  rejection: RejectionReason,
  customsHold: CustomsHoldReason,
  return: ReturnReason,
  disposal: DisposalReason,
  outage: OutageReason,
} as const
