import type { Inspection } from '../../schemas/inspection.ts'
import type { Check } from '../../schemas/protocol.ts'
import { findProtocol } from '../../schemas/protocol-catalogue.ts'

type Result = Inspection['results'][number]

export const instrument = { id: 'EST-1184', name: 'Electrical safety analyser', calibratedOn: '2022-06-14' }

/** A value with which a check passes. */
const passing = (check: Check): Result['value'] => {
  switch (check.type) {
    case 'boolean':
      return check.expects
    case 'number':
      return check.limit?.max ?? check.limit?.min ?? 1
    case 'text':
      return 'As described'
    case 'choice':
      return check.options.find(({ passes }) => passes)?.value
    case 'photo':
      return undefined
  }
}

/** An inspection by a protocol in which every check passes; `changes` puts other results in their place, by check. */
export const inspect = (
  slug = 'generic-device',
  changes: Record<string, Partial<Result>> = {},
  additions: readonly Check[] = [],
) => {
  const protocol = findProtocol(slug)
  if (!protocol) throw new Error(`there is no protocol ${slug}`)
  const results = [...protocol.checks, ...additions].map((check) => ({
    check: check.id,
    value: passing(check),
    ...(check.needsInstrument && { instrument: instrument.id }),
    ...changes[check.id],
  }))
  return {
    protocol: { slug, version: protocol.version },
    tester: 'Biomedical engineer',
    instruments: [instrument],
    results,
  }
}
