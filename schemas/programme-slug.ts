import * as z from 'zod'

export const ProgrammeSlug = z
  .string()
  .max(60)
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
  .describe('Slug of the campaign that a donation belongs to, such as `weight-of-life`.')
