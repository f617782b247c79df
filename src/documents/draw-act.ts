import type { ActData } from './act.ts'
import { drawDevices, drawReceipt } from './act-devices.ts'
import { drawInspections } from './act-inspections.ts'
import { drawFacts, drawParties, drawTitle } from './act-opening.ts'
import { drawEvidence, drawSignatures } from './act-signatures.ts'
import { drawFooters } from './parts.ts'
import { closeSheet, openSheet } from './sheet.ts'
import { actTexts } from './texts.ts'
import { speak } from './words.ts'

/** Draws a handover act: what the parties sign first, and what was measured as its annex. */
export const drawAct = async (act: ActData): Promise<Uint8Array> => {
  const speech = speak(act.languages)
  const number = `${act.donation.code} / ${act.shipment.code}`
  const title = `${actTexts.title[speech.lead]} № ${number}`
  const sheet = openSheet({ speech, title, madeAt: act.madeAt })
  drawTitle(sheet, act)
  drawFacts(sheet, act)
  drawParties(sheet, act)
  drawDevices(sheet, act)
  drawReceipt(sheet, act)
  drawEvidence(sheet, act)
  drawSignatures(sheet, act)
  drawInspections(sheet, act)
  drawFooters(sheet, `${speech.join(actTexts.title)} № ${number}`)
  return closeSheet(sheet)
}
