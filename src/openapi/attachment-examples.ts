import { type Attachment, MediaType } from '../../schemas/attachment.ts'
import { cursor, ids, type OperationExamples } from './cast.ts'
import type { Operation } from './document.ts'

const attachment: Attachment = {
  id: ids.attachment,
  sha256: 'c0ffee5f1d7b14b19352b1d07e6a06a1f0c2e4b6d8091a2b3c4d5e6f70819203',
  mediaType: 'image/jpeg',
  bytes: 412_306,
  width: 3024,
  height: 4032,
  name: 'incubator-front.jpg',
  createdAt: '2023-01-13T06:20:00.000Z',
}

const parameters = { id: ids.donation }

/** A file may come as the body itself or in a form, and the handler reads either. */
export const uploadBody: Operation['requestBody'] = {
  description: 'One file. Its bytes decide what it is.',
  required: true,
  content: {
    ...Object.fromEntries(MediaType.options.map((type) => [type, { schema: {} }])),
    'multipart/form-data': {
      schema: {
        type: 'object',
        properties: { file: { type: 'string', format: 'binary', description: 'The one file.' } },
        required: ['file'],
        additionalProperties: false,
      },
    },
  },
}

/** Attachments. */
export const attachmentExamples: Record<string, OperationExamples> = {
  createAttachment: { parameters, reply: attachment },
  listAttachments: { parameters, reply: { items: [attachment], next: cursor } },
  getAttachment: { parameters: { ...parameters, sha256: attachment.sha256 }, reply: undefined },
}
