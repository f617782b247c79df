import type { Language } from '../../schemas/primitives.ts'
import type { ReportPack, ReportPackData } from '../../schemas/report-pack.ts'

/** Everything a report says. */
export interface ReportDocument {
  languages: Language[]
  timeZone: string
  madeAt: string
  madeFor: string
  kind: ReportPack['kind']
  startsOn: string
  endsOn: string
  data: ReportPackData
}
