const fixed = [
  'content-type',
  'application/json',
  'user-agent',
  'Besik-Webhooks/1',
  'accept-encoding',
  'identity',
]

/** Headers that are for the connection, or decide who is spoken to: `host` would also change whose certificate counts. */
const reserved =
  /^(content-type|user-agent|accept-encoding|host|content-length|content-encoding|transfer-encoding|connection|keep-alive|upgrade|expect|te|trailer|proxy-.*)$/i

/** The headers of an attempt as a flat list; what an endpoint's own headers must not change, they do not. */
export const toHeaderList = (headers: Readonly<Record<string, string>>): string[] => {
  const list = [...fixed]
  for (const name in headers) if (!reserved.test(name)) list.push(name, headers[name] ?? '')
  return list
}
