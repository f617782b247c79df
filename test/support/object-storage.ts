import { createHash, createHmac } from 'node:crypto'
import { createServer, type IncomingMessage } from 'node:http'
import { buffer } from 'node:stream/consumers'
import type { Test } from 'tap'

export const access = { accessKeyId: 'AKIDTESTS', secretAccessKey: 'a secret of the tests', region: 'kz-1' }

const sign = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest()
const sha256 = (bytes: string | Buffer) => createHash('sha256').update(bytes).digest('hex')

/** The signature that AWS Signature Version 4 asks of a request, made from the description of it alone. */
const expectSignature = ({ method, url = '', headers }: IncomingMessage, names: string[], day: string) => {
  const { region, secretAccessKey } = access
  const [path, query = ''] = url.split('?')
  const lines = names.map((name) => `${name}:${String(headers[name]).trim()}\n`)
  const payload = String(headers['x-amz-content-sha256'])
  const canonical = [method, path, query, lines.join(''), names.join(';'), payload].join('\n')
  const scope = `${day}/${region}/s3/aws4_request`
  const text = ['AWS4-HMAC-SHA256', headers['x-amz-date'], scope, sha256(canonical)].join('\n')
  const key = [region, 's3', 'aws4_request'].reduce(sign, sign(`AWS4${secretAccessKey}`, day))
  return sign(key, text).toString('hex')
}

const isSigned = (request: IncomingMessage, body: Buffer): boolean => {
  const { authorization = '', ...headers } = request.headers
  const form =
    /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/s3\/aws4_request, ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$/
  const [, id, day = '', region, names = '', signature] = form.exec(authorization) ?? []
  const said = headers['x-amz-content-sha256']
  return (
    id === access.accessKeyId &&
    region === access.region &&
    names.split(';').includes('host') &&
    names.split(';').includes('x-amz-content-sha256') &&
    (said === sha256(body) || (body.length === 0 && said === 'UNSIGNED-PAYLOAD')) &&
    signature === expectSignature(request, names.split(';'), day)
  )
}

/** An object storage with one bucket that understands PUT, GET, HEAD and DELETE, and checks every signature. */
export const startObjectStorage = async (t: Test, bucket = 'files') => {
  const objects = new Map<string, Buffer>()
  const state = { isBroken: false }
  const server = createServer(async (request, response) => {
    const body = await buffer(request)
    const { method = '', url = '' } = request
    const found = objects.get(url)
    const answer = () => {
      if (state.isBroken) return 500
      if (!isSigned(request, body)) return 403
      if (!url.startsWith(`/${bucket}/`)) return 404
      if (method === 'PUT') objects.set(url, body)
      if (method === 'DELETE') objects.delete(url)
      if (method === 'DELETE') return 204
      return method === 'PUT' || found ? 200 : 404
    }
    const status = answer()
    response.writeHead(status).end(method === 'GET' && status === 200 ? found : undefined)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.teardown(() => {
    server.closeAllConnections()
    server.close()
  })
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  return { objects, state, options: { ...access, bucket, endpoint: `http://127.0.0.1:${port}` } }
}
