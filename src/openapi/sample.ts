import type * as z from 'zod'
import type { EventDeclarations } from '../../workflows/declaration.ts'

/** An event of the examples: the states it leads from and to, and what it carries. */
export interface Sample<Data = Record<string, unknown>> {
  /** Null where it makes its subject. */
  from: string | null
  to: string
  data: Data
}

/** One event of each declared type; a type without one does not compile. */
export type Samples<Declarations extends EventDeclarations> = {
  [Type in keyof Declarations & string]: Sample<z.output<Declarations[Type]['data']>>
}
