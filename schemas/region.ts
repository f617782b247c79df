import * as z from 'zod'

/** A part of a country. */
export const Region = z
  .string()
  .regex(/^[A-Z]{2}-[A-Z0-9]{1,3}$/)
  .describe('ISO 3166-2 code of a region, such as KZ-47 (Mangystau).')
