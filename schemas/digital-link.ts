import { checkElements, type Element, type Gs1Reading } from './gs1.ts'

const address = /^https?:\/\/[^/?#\s]+(\/[^?#\s]*)?(?:\?([^#\s]*))?(?:#\S*)?$/i

/** Identifiers that a path may begin with; whatever stands before them is the resolver's own. */
const primary = /^(?:00|01|253|255|40[12]|414|417|8003|8004|8006|8010|8013)$/

/** GTINs of 8, 12 and 13 digits may stand in a link without the zeros that fill them up. */
const fill = ({ ai, value }: Element): Element =>
  ai === '01' && /^(?:\d{8}|\d{12,13})$/.test(value) ? { ai, value: value.padStart(14, '0') } : { ai, value }

const readPath = (path: string): Element[] => {
  const steps = path.replace(/^\/|\/$/g, '').split('/')
  const first = steps.findIndex((step, place) => primary.test(step) && (steps.length - place) % 2 === 0)
  if (first < 0) return []
  const pairs = steps.slice(first)
  return pairs.flatMap((ai, place) => (place % 2 === 0 ? [{ ai, value: pairs[place + 1] ?? '' }] : []))
}

const readQuery = (query: string): Element[] =>
  query.split(/[&;]/).flatMap((pair) => {
    const [ai = '', ...value] = pair.split('=')
    return /^\d+$/.test(ai) ? [{ ai, value: value.join('=') }] : []
  })

export const isAddress = (text: string): boolean => /^https?:/i.test(text)

/** Reads a GS1 Digital Link URI of any domain: identifiers in its path, further ones in its query. */
export const readDigitalLink = (text: string): Gs1Reading => {
  const [, path = '', query = ''] = address.exec(text) ?? []
  const keys = readPath(path)
  if (keys.length === 0) return { fault: 'malformed' }
  try {
    const elements = [...keys, ...readQuery(query)].map(({ ai, value }) =>
      fill({ ai, value: decodeURIComponent(value) }),
    )
    return checkElements(elements)
  } catch {
    // Percent signs that encode nothing.
    return { fault: 'malformed' }
  }
}
