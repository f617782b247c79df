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
/** Why a supplier or donor will not repair a device. */
export const RepairRefusalReason = z.enum([
  'outOfWarranty',
  'partsUnavailable',
  'beyondRepair',
  'uneconomicRepair',
  'notOurs',
  'other',
])

/** Why a memorandum is ended before its time. */
export const TerminationReason = z.enum(['agreed', 'replaced', 'notKept', 'partyUnable', 'other'])

/** Why a gate is waived although it is not met. */
export const WaiverReason = z.enum([
  'solvedOnSite',
  'followsSeparately',
  'notRequired',
  'riskAccepted',
  'other',
])
/** Why a health authority sends a need back. */
export const NeedReturnReason = z.enum([
  'incomplete',
  'notJustified',
  'siteNotReady',
  'alreadyRequested',
  'otherwiseFunded',
  'other',
])
/** Why a hospital takes a need back. */
export const NeedWithdrawalReason = z.enum([
  'notNeeded',
  'otherwiseObtained',
  'siteNotReady',
  'enteredByMistake',
  'other',
])

/** Why a recall is taken back: the devices it called may be used again. */
export const RecallWithdrawalReason = z.enum(['issuedInError', 'replaced', 'resolved', 'other'])

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
  needReturn: NeedReturnReason,
  needWithdrawal: NeedWithdrawalReason,
  waiver: WaiverReason,
  termination: TerminationReason,
  repairRefusal: RepairRefusalReason,
  recallWithdrawal: RecallWithdrawalReason,
} as const
