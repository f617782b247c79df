import * as z from 'zod'
import * as act from '../../schemas/act.ts'
import * as checklist from '../../schemas/checklist.ts'
import * as confirmation from '../../schemas/confirmation.ts'
import * as confirmationLink from '../../schemas/confirmation-link.ts'
import * as customsTime from '../../schemas/customs-time.ts'
import * as delivery from '../../schemas/delivery.ts'
import * as donation from '../../schemas/donation.ts'
import * as dossier from '../../schemas/dossier.ts'
import * as endpoint from '../../schemas/endpoint.ts'
import * as equipmentType from '../../schemas/equipment-type.ts'
import * as event from '../../schemas/event.ts'
import * as followUp from '../../schemas/follow-up.ts'
import * as gate from '../../schemas/gate.ts'
import * as hsCode from '../../schemas/hs-code.ts'
import * as impact from '../../schemas/impact.ts'
import * as inspection from '../../schemas/inspection.ts'
import * as key from '../../schemas/key.ts'
import * as memorandum from '../../schemas/memorandum.ts'
import * as organization from '../../schemas/organization.ts'
import * as primitives from '../../schemas/primitives.ts'
import * as problem from '../../schemas/problem.ts'
import * as protocol from '../../schemas/protocol.ts'
import * as reasons from '../../schemas/reasons.ts'
import * as reportPack from '../../schemas/report-pack.ts'
import * as resource from '../../schemas/resource.ts'
import * as roles from '../../schemas/roles.ts'
import * as shipment from '../../schemas/shipment.ts'
import * as unit from '../../schemas/unit.ts'

/** Modules whose schemas the document names as they are exported. One that nothing refers to stays out of it. */
const modules: Record<string, unknown>[] = [
  act,
  checklist,
  confirmation,
  confirmationLink,
  customsTime,
  delivery,
  donation,
  dossier,
  endpoint,
  equipmentType,
  event,
  followUp,
  gate,
  hsCode,
  impact,
  inspection,
  key,
  memorandum,
  organization,
  primitives,
  problem,
  protocol,
  reasons,
  reportPack,
  resource,
  roles,
  shipment,
  unit,
]

/** Schemas by name. Zod would let a second schema take the name of a first, and document one of them wrongly. */
export const listNamed = (from = modules): Map<string, z.ZodType> => {
  const named = new Map<string, z.ZodType>()
  for (const [name, schema] of from.flatMap((module) => Object.entries(module))) {
    if (!(schema instanceof z.ZodType)) continue
    const [other = schema.meta()?.id] = [...named].find(([, one]) => one === schema) ?? []
    if (other !== undefined) throw new Error(`the schema ${name} is named ${other} as well`)
    if (named.has(name)) throw new Error(`two schemas are named ${name}`)
    named.set(name, schema)
  }
  return named
}

/** Runs what renders schemas while they have names; without names they render whole, as others want them. */
export const withNames = <Result>(work: () => Result): Result => {
  const before = Array.from(listNamed(), ([id, schema]) => ({ id, schema, meta: schema.meta() }))
  for (const { id, schema, meta } of before) z.globalRegistry.add(schema, { ...meta, id })
  try {
    return work()
  } finally {
    for (const { schema, meta } of before) {
      z.globalRegistry.remove(schema)
      if (meta) z.globalRegistry.add(schema, meta)
    }
  }
}
