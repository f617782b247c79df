import { generateKeyPairSync, randomBytes, sign } from 'node:crypto'

const encodeLength = (length: number): Buffer => {
  if (length < 0x80) return Buffer.from([length])
  const bytes = Buffer.from([length >> 8, length & 0xff])
  return length < 0x100 ? Buffer.from([0x81, length]) : Buffer.concat([Buffer.from([0x82]), bytes])
}
const wrap = (tag: number, ...parts: Buffer[]): Buffer => {
  const content = Buffer.concat(parts)
  return Buffer.concat([Buffer.from([tag]), encodeLength(content.length), content])
}
const sequence = (...parts: Buffer[]) => wrap(0x30, ...parts)
const hex = (text: string) => Buffer.from(text, 'hex')
const bits = (content: Buffer) => wrap(0x03, hex('00'), content)

const ecdsaWithSha256 = sequence(hex('06082a8648ce3d040302'))
const toName = (text: string) =>
  sequence(wrap(0x31, sequence(hex('0603550403'), wrap(0x0c, Buffer.from(text)))))
const toTime = (date: Date) =>
  wrap(0x18, Buffer.from(`${date.toISOString().replace(/[-:T]/g, '').slice(0, 14)}Z`))
const day = 24 * 60 * 60 * 1000

/** Makes a certificate that signs itself, so that no key has to lie among the fixtures. */
export const makeCertificate = (names: string[], { expired = false } = {}) => {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const hosts = names.map((name) =>
    /^[\d.]+$/.test(name)
      ? wrap(0x87, Buffer.from(name.split('.').map(Number)))
      : wrap(0x82, Buffer.from(name)),
  )
  const name = toName(names.join(' '))
  const end = Date.now() + (expired ? -day : day)
  const content = sequence(
    wrap(0xa0, hex('020102')),
    wrap(0x02, Buffer.concat([hex('01'), randomBytes(8)])),
    ecdsaWithSha256,
    name,
    sequence(toTime(new Date(end - 2 * day)), toTime(new Date(end))),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    wrap(0xa3, sequence(sequence(hex('0603551d11'), wrap(0x04, sequence(...hosts))))),
  )
  const der = sequence(content, ecdsaWithSha256, bits(sign('sha256', content, privateKey)))
  const lines = der.toString('base64').replace(/(.{64})/g, '$1\n')
  return {
    cert: `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`,
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }),
  }
}
