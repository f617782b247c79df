import * as z from 'zod'
import { Id, Sha256, Timestamp } from './primitives.ts'

/** What may be attached, by what the bytes are: photos, and scans or certificates. */
export const MediaType = z
  .enum(['image/jpeg', 'image/png', 'image/webp', 'application/pdf'])
  .describe('What the bytes are, whatever the sender said they were.')
export type MediaType = z.infer<typeof MediaType>

export const Attachment = z
  .object({
    id: Id,
    sha256: Sha256.describe(
      'SHA-256 of the stored bytes, by which events name it. Of a photo these are not the bytes that were sent: it is stored anew, upright, and without whatever else its file held, such as the place where it was taken.',
    ),
    mediaType: MediaType,
    bytes: z.int().describe('Size of what is stored.'),
    width: z.int().optional().describe('Of a photo, in pixels.'),
    height: z.int().optional().describe('Of a photo, in pixels.'),
    name: z
      .string()
      .describe("The sender's name for the file, cleaned. For display alone: nothing is found by it."),
    createdAt: Timestamp,
  })
  .describe('A photo or document of a donation.')
export type Attachment = z.infer<typeof Attachment>
