import { readHibcCheck } from '../../schemas/hibc.ts'

export const gtin = '07898000000013'
export const hibcDevice = 'A999INC10'

/** A GS1 label, with what it says besides the device. */
export const gs1 = (lot?: string, serial?: string) =>
  `(01)${gtin}${lot ? `(10)${lot}` : ''}${serial ? `(21)${serial}` : ''}`

/** An HIBC label with a lot or a serial number. */
export const hibc = (lot?: string, serial?: string) => {
  const text = `+${hibcDevice}${lot ? `/$${lot}` : ''}${serial ? `/S${serial}` : ''}`
  return text + readHibcCheck(text)
}
