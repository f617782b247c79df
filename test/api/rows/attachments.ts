import { gif, makePdf, makePngBomb, svg } from '../../support/files.ts'
import type { Row, World } from '../../support/refusals.ts'

const attach =
  (payload: Buffer, headers: Record<string, string> = {}): Row[2] =>
  ({ mine, paths }: World) => ({
    method: 'POST' as const,
    url: `${paths.main}/attachments`,
    headers: {
      authorization: `Bearer ${mine.donor.key}`,
      'idempotency-key': 'a-file',
      'content-type': 'image/jpeg',
      ...headers,
    },
    payload,
  })

export const files: Row[] = [
  ['no file', 'one-file-expected', attach(Buffer.alloc(0))],
  [
    'a form without a file',
    'one-file-expected',
    attach(Buffer.from('--x--\r\n'), { 'content-type': 'multipart/form-data; boundary=x' }),
  ],
  [
    'a form without a boundary',
    'malformed-request',
    attach(Buffer.from('x'), { 'content-type': 'multipart/form-data' }),
  ],
  ['a drawing with a script', 'file-type-not-supported', attach(svg)],
  ['an animation', 'file-type-not-supported', attach(gif)],
  ['a file of more than any may have', 'file-too-large', attach(Buffer.alloc(20_000_001))],
  ['a bomb', 'photo-too-many-pixels', attach(makePngBomb())],
  ['the head of a photo', 'photo-unreadable', attach(makePngBomb(10, 10).subarray(0, 50))],
  ['half a document', 'document-unreadable', attach(makePdf().subarray(0, 200))],
  ['a document with a script', 'document-active', attach(makePdf({ objects: ['<< /S /JavaScript >>'] }))],
]
