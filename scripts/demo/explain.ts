import { Deviation } from './deviation.ts'

/** What ended the story before its end. */
export const explainEnd = (error: unknown): string =>
  error instanceof Deviation
    ? `The demo failed. ${error.message}`
    : `The demo failed. ${error instanceof Error ? error.stack : error}`
