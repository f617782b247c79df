import type { ConfirmationModel, Fields } from './model.ts'

/**
 * The fields with each unit at its place in the model. A half-filled form may be older than the list of units; what
 * belongs to which unit is said by the id that travels with it. Units that the shipment lacks come behind its own,
 * so that they are refused by name and not taken for others.
 */
export const alignFields = (fields: Fields, { units }: ConfirmationModel): Fields => {
  const places = new Map(units.map(({ id }, place) => [id, place]))
  const moves = new Map<string, number>()
  for (const [name, value] of Object.entries(fields)) {
    const sent = /^u\.(\d{1,6})\.id$/.exec(name)?.[1]
    if (sent !== undefined)
      moves.set(sent, places.get(String(value).toLowerCase()) ?? units.length + Number(sent))
  }
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [
      name.replace(/^u\.(\d{1,6})\./, (whole, sent) => (moves.has(sent) ? `u.${moves.get(sent)}.` : whole)),
      value,
    ]),
  )
}
