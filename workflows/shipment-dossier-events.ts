import * as z from 'zod'
import { NewDeclaration, NewDocument } from '../schemas/dossier.ts'
import { identifier, note } from '../schemas/primitives.ts'
import type { EventDeclarations } from './declaration.ts'

/** What the papers of a consignment go through, as customs will see them. */
export const dossierEvents = {
  'document.recorded': {
    by: ['donor', 'recipient', 'coordinator', 'supplier', 'carrier'],
    data: NewDocument,
    says: 'A document of the consignment is there, under its number.',
  },
  'document.withdrawn': {
    by: ['donor', 'recipient', 'coordinator', 'supplier'],
    data: z.strictObject({
      document: identifier(40),
      reason: note(1000).describe('Why it counts no more.'),
    }),
    says: 'A recorded document counts no more; it stays in the dossier as withdrawn.',
  },
  'customs.declared': {
    by: ['donor', 'recipient', 'coordinator', 'supplier', 'carrier'],
    data: NewDeclaration,
    says: 'What customs is told of the consignment; it takes the place of what was declared before.',
  },
} as const satisfies EventDeclarations
