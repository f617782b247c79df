/** An event as JSON text, and its place in a list. */
export interface Listed {
  place: string
  text: string
}

/** A page of events: they are sent as they were hashed, byte for byte, rather than parsed and written anew. */
export const pageText = (events: Listed[], next: string | undefined): string =>
  `{"items":[${events.map(({ text }) => text).join(',')}]${next ? `,"next":${JSON.stringify(next)}` : ''}}`
