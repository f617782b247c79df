import * as z from 'zod'
import { isAddress, readDigitalLink } from './digital-link.ts'
import {
  checkElements,
  type Element,
  type Gs1Fault,
  type Gs1Reading,
  readElementString,
  showSeparators,
} from './gs1.ts'
import { type HibcFault, readHibc } from './hibc.ts'
import { readSixDigits } from './label-date.ts'
import { isSafeLine } from './primitives.ts'

/** What a UDI carrier says of the device it stands on. */
export interface UdiParts {
  issuer: 'GS1' | 'HIBC'
  /** The text it was read from, as it is stored. */
  carrier: string
  deviceIdentifier: string
  serialNumber?: string
  lot?: string
  expiresOn?: string
  madeOn?: string
  softwareVersion?: string
  /** All application identifiers; absent from HIBC, which has none. */
  elements?: Element[]
}

export type UdiFault = Gs1Fault | HibcFault | 'no-device-identifier'

export type UdiReading = { udi: UdiParts } | { fault: UdiFault }

const longest = 200

/** An EAN-13 or ITF-14 barcode holds a GTIN without anything around it. */
const readGs1 = (text: string): Gs1Reading => {
  if (isAddress(text)) return readDigitalLink(text)
  if (/^\d{13,14}$/.test(text)) return checkElements([{ ai: '01', value: text.padStart(14, '0') }])
  return readElementString(text)
}

/** Drops what is not there, so that two readings of one label are equal. */
const toUdi = (parts: Omit<UdiParts, 'deviceIdentifier'> & { deviceIdentifier?: string }): UdiReading => {
  const { issuer, carrier, deviceIdentifier, ...others } = parts
  if (deviceIdentifier === undefined) return { fault: 'no-device-identifier' }
  const known = Object.fromEntries(Object.entries(others).filter(([, value]) => value !== undefined))
  return { udi: { issuer, carrier, deviceIdentifier, ...known } }
}

/**
 * Reads a UDI as it was scanned or typed: a GS1 element string or Digital Link, or HIBC. `today` settles which century
 * the two digits of a year mean; without it they are of this one.
 */
export const readUdi = (carrier: string, today?: string): UdiReading => {
  if (carrier.length > longest) return { fault: 'too-long' }
  // A scanner may say first which kind of symbol it saw, such as `]d2` for GS1 DataMatrix.
  const text = carrier.trimStart().replace(/^\][A-Za-z][0-9A-Za-z]/, '')
  if (/^\*?\+/.test(text)) {
    const reading = readHibc(text, today)
    return 'fault' in reading ? reading : toUdi({ issuer: 'HIBC', carrier, ...reading.parts })
  }
  const reading = readGs1(text.trimEnd())
  if ('fault' in reading) return reading
  const findValue = (...ais: string[]) => reading.elements.find(({ ai }) => ais.includes(ai))?.value
  const dayOf = (...ais: string[]) => readSixDigits(findValue(...ais)?.slice(0, 6) ?? '', today)
  return toUdi({
    issuer: 'GS1',
    carrier,
    deviceIdentifier: findValue('01'),
    serialNumber: findValue('21'),
    lot: findValue('10'),
    expiresOn: dayOf('17', '7003'),
    madeOn: dayOf('11', '8008'),
    softwareVersion: findValue('8012'),
    elements: reading.elements,
  })
}

/**
 * The separator that a scanner sends becomes its visible symbol, for a control character gets lost in forms and is not
 * allowed in XML. A space that is HIBC's check character becomes the `_` it is printed as: without it the label might
 * read as that of another device.
 */
const keepSigns = (text: string): string => {
  const shown = showSeparators(text)
  const marked = shown.replace(/ $/, '_')
  const reading = marked === shown ? undefined : readUdi(marked)
  return reading && 'udi' in reading && reading.udi.issuer === 'HIBC' ? marked : shown
}

export const Udi = z
  .string()
  .max(longest)
  .overwrite(keepSigns)
  .trim()
  .min(1)
  .superRefine((text, context) => {
    const reading = readUdi(text)
    if (!('fault' in reading)) {
      // Whatever stands behind the identifiers of a Digital Link is the resolver's own.
      if (!isSafeLine(text)) context.addIssue({ code: 'custom', params: { code: 'unsafe-characters' } })
      return
    }
    const code = reading.fault === 'check-digit' ? 'check-digit' : `udi-${reading.fault}`
    context.addIssue({ code: 'custom', params: { code } })
  })
  .describe('Unique device identification as scanned or typed: GS1 element string or Digital Link, or HIBC.')
